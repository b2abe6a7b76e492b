import type { Origins } from '#kernel/ports/origins.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { PolicySet } from '#subjects/policies/policy-sets.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { OpenModel } from './open-model.js';
import { fit } from './standings.js';
import { publicationOf } from './state.js';

export interface OpenModelsParts {
  readonly origins: Pick<Origins, 'read'>;
  /** All publications known. */
  readonly sets: () => readonly PolicySet[];
  /** Opens a version that was made with a schema. */
  readonly open: (name: string, set: PolicySet, schema: ViewSchema) => OpenModel;
}

/** The versions that are open in this process, each as often as it was opened. */
export class OpenModels {
  /** Whether the last one that was opened is none that this release can read. */
  isForeign = false;
  private readonly opened = new Set<OpenModel>();

  constructor(private readonly parts: OpenModelsParts) {}

  /** Undefined where another release made it of what it alone understands. */
  async open(name: string): Promise<OpenModel | undefined> {
    const origin = (await this.parts.origins.read([name])).get(name);
    this.isForeign = origin === undefined || !['current', 'still'].includes(fit(origin, VIEW_SCHEMA));
    if (origin === undefined || this.isForeign) return undefined;
    const set = this.setOf(name);
    if (set === undefined) throw new Error(`the log has no publication that ${name} could be under`);
    const model = this.parts.open(name, set, origin.schema);
    for (const one of this.opened) if (one.isReleased) this.opened.delete(one);
    this.opened.add(model);
    return model;
  }

  /** The set that a version is under; undefined while its publication is not known. */
  setOf(name: string): PolicySet | undefined {
    return this.parts.sets().find(({ position }) => position === publicationOf(name));
  }

  /** Whether a question is being answered from a version. */
  isInUse(name: string): boolean {
    return this.of(name).some((model) => model.isInUse);
  }

  /** Closes a version; resolves when nobody uses it any more. */
  async close(name: string): Promise<void> {
    await Promise.all(this.of(name).map((model) => model.close()));
  }

  private of(name: string): readonly OpenModel[] {
    return [...this.opened].filter((model) => model.name === name);
  }
}
