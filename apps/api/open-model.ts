import type { PolicySet } from '#insights/customer/published.js';
import type { Views } from '#kernel/views.port.js';
import { Lease } from '#platform/lease.js';
import { Model, type ModelParts } from './model.js';

/** One version of the read models that several questions use at a time; it closes when the last of them has ended. */
export class OpenModel {
  private readonly lease = new Lease();
  private closed: Promise<void> | undefined;

  constructor(
    /** The version's; permanent while it lives. */
    readonly name: string,
    readonly set: PolicySet,
    readonly views: Views,
    private readonly reading: Pick<ModelParts, 'readers' | 'stored'>,
  ) {}

  /** About how many events it covers. */
  covered = 0;

  use<Answer>(run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const { views, set, reading, covered } = this;
    const { policies, definitions } = set;
    const model = new Model({ ...reading, views, policies, definitions, events: covered });
    return this.lease.use(() => run(model));
  }

  /** Resolves when nobody uses it any more and all is released. */
  close(): Promise<void> {
    return (this.closed ??= this.release());
  }

  protected async release(): Promise<void> {
    await this.lease.unused();
    await this.views.close();
  }
}
