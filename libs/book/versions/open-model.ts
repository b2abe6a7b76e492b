import type { PolicySet } from '#subjects/policies/policy-sets.js';
import type { Views } from '#kernel/ports/views.js';
import { Lease } from '#platform/lease.js';
import { Model } from '../model.js';
import type { Readers } from '../reading/readers.js';
import type { ViewFiles } from '../reading/stored.js';

export interface OpenModelParts {
  /** The version's; permanent while it lives. */
  readonly name: string;
  readonly set: PolicySet;
  readonly open: () => Views & { readonly trouble?: string | undefined };
  readonly readers: Readers;
  /** Where others find it, if not in this thread. */
  readonly files?: ViewFiles;
  /** How far it has come, where somebody knows without looking. */
  readonly told?: () => Promise<number | undefined>;
}

/** One version of the read models that several questions use at a time; it closes when the last of them has ended. */
export class OpenModel {
  readonly name: string;
  readonly set: PolicySet;
  /** The position it covers, as it was last looked at. */
  position = 0;
  /** Whether it was closed, and nobody uses it any more. */
  isReleased = false;
  /** Undefined before it is first asked. */
  private opened: ReturnType<OpenModelParts['open']> | undefined;
  private readonly lease = new Lease();
  private closed: Promise<void> | undefined;

  constructor(private readonly parts: OpenModelParts) {
    this.name = parts.name;
    this.set = parts.set;
  }

  get views(): Views {
    return (this.opened ??= this.parts.open());
  }

  /** Why it cannot be asked at the moment, a sentence; undefined when it can. */
  get trouble(): string | undefined {
    return this.opened?.trouble;
  }

  /** Whether a question is being answered from it. */
  get isInUse(): boolean {
    return this.lease.isInUse;
  }

  use<Answer>(run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const { views, set, position } = this;
    const { readers, files } = this.parts;
    const { policies, definitions } = set;
    const model = new Model({ readers, stored: files ?? views, views, policies, definitions, events: position });
    return this.lease.use(() => run(model));
  }

  /** Looks how far it has come, with all its facts at hand up to there. */
  async look(): Promise<number> {
    this.position = (await this.parts.told?.()) ?? (await this.views.sums([])).position;
    return this.position;
  }

  /** Resolves when nobody uses it any more and all is released. */
  close(): Promise<void> {
    return (this.closed ??= this.release());
  }

  private async release(): Promise<void> {
    await this.lease.unused();
    await this.opened?.close();
    this.isReleased = true;
  }
}
