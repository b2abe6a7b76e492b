import type { Workshop } from '#apps/api/replaying/workshop.js';
import { LRUCache } from 'lru-cache';
import type { Model } from '#apps/api/model.js';
import type { Replays } from '#apps/api/replays.js';
import type { PolicySet } from '#insights/customer/published.js';
import { Version } from './version.js';

/** Versions of the past that stay open at a time. */
const OPEN = 2;
/** Milliseconds a question waits for one that has to be made again. */
const PATIENCE = 30_000;

/** Versions that are served no more, for questions about what was known under their policies. */
export class Archive {
  private readonly names = new Map<number, string>();
  private readonly opened = new LRUCache<number, Version>({
    max: OPEN,
    dispose: (version) => {
      version.close().catch((error: unknown) => this.workshop.onError(error));
    },
  });

  constructor(
    private readonly workshop: Workshop,
    private readonly replays: Replays,
  ) {}

  /** From now on this set is answered from that version. */
  keep(set: PolicySet, name: string): void {
    this.names.set(set.position, name);
  }

  /** Answers from the version of a set; where there is none (any more), from a replay up to `end`. */
  async use<Answer>(set: PolicySet, end: number, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const name = this.names.get(set.position);
    if (name === undefined) {
      const { id } = await this.replays.start({ knownAt: { position: end }, policies: set.policies });
      const { definitions } = set;
      return this.replays.use(id, (model) => run({ ...model, definitions }), PATIENCE);
    }
    const version = this.opened.get(set.position) ?? this.open(name, set);
    const { policies, definitions } = set;
    return version.use(({ views }) => run({ views, policies, definitions }));
  }

  private open(name: string, set: PolicySet): Version {
    const version = Version.kept(name, set, this.workshop);
    this.opened.set(set.position, version);
    return version;
  }

  async close(): Promise<void> {
    const versions = [...this.opened.values()];
    this.opened.clear();
    await Promise.all(versions.map((version) => version.close()));
  }
}
