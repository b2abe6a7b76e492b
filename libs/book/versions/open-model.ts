import type { PolicySet } from '#subjects/policies/policy-sets.js';
import type { Views } from '#kernel/ports/views.js';
import { Lease } from '#platform/lease.js';
import { Model } from '../model.js';
import type { Readers } from '../reading/readers.js';
import type { ViewFiles } from '../reading/stored.js';

/** One version of the read models that several questions use at a time; it closes when the last of them has ended. */
export class OpenModel<Kept extends Views = Views> {
  /** Undefined before it is first asked. */
  protected opened: Kept | undefined;
  private readonly lease = new Lease();
  private closed: Promise<void> | undefined;

  constructor(
    /** The version's; permanent while it lives. */
    readonly name: string,
    readonly set: PolicySet,
    private readonly open: () => Kept,
    private readonly readers: Readers,
    /** Where others find it, if not in this thread. */
    private readonly files?: ViewFiles,
  ) {}

  /** About how many events it covers. */
  position = 0;

  get views(): Kept {
    return (this.opened ??= this.open());
  }

  use<Answer>(run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const { views, set, readers, files, position } = this;
    const { policies, definitions } = set;
    const model = new Model({ readers, stored: files ?? views, views, policies, definitions, events: position });
    return this.lease.use(() => run(model));
  }

  /** Resolves when nobody uses it any more and all is released. */
  close(): Promise<void> {
    return (this.closed ??= this.release());
  }

  protected async release(): Promise<void> {
    await this.lease.unused();
    await this.opened?.close();
  }
}
