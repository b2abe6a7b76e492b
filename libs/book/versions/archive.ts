import { LRUCache } from 'lru-cache';
import { endOf, type PolicySet } from '#subjects/policies/policy-sets.js';
import type { Model } from '../model.js';
import type { OpenModel } from './open-model.js';
import type { Replays } from '../replays/replays.js';

/** Versions of the past that stay open at a time. */
const OPEN = 2;
/** Milliseconds a question waits for one that has to be made again. */
const PATIENCE = 30_000;

export interface ArchiveParts {
  readonly replays: Replays;
  /** Opens the version of a set, where it is kept. */
  readonly open: (set: PolicySet) => Promise<OpenModel | undefined>;
  readonly onError: (error: unknown) => void;
}

/** Versions that are served no more, for questions about what was known under their policies. */
export class Archive {
  private readonly opened: LRUCache<number, OpenModel>;

  constructor(private readonly parts: ArchiveParts) {
    this.opened = new LRUCache<number, OpenModel>({
      max: OPEN,
      dispose: (model) => {
        model.close().catch(parts.onError);
      },
    });
  }

  /** Answers from the version of a set; where there is none (any more), from a replay up to its end. @param sets all of them */
  async use<Answer>(
    set: PolicySet,
    sets: readonly PolicySet[],
    run: (model: Model) => Promise<Answer>,
  ): Promise<Answer> {
    const kept = this.opened.get(set.position) ?? (await this.open(set));
    if (kept !== undefined) return kept.use(run);
    const { definitions, policies } = set;
    const { id } = await this.parts.replays.start({ knownAt: { position: endOf(set, sets) }, policies });
    return this.parts.replays.use(id, (model) => run(model.called(definitions)), PATIENCE);
  }

  private async open(set: PolicySet): Promise<OpenModel | undefined> {
    const model = await this.parts.open(set);
    const meanwhile = this.opened.get(set.position);
    if (meanwhile !== undefined || model === undefined) {
      await model?.close();
      return meanwhile;
    }
    this.opened.set(set.position, model);
    return model;
  }

  /** None stays open; questions that have begun end on theirs. */
  clear(): void {
    this.opened.clear();
  }

  async close(): Promise<void> {
    const models = [...this.opened.values()];
    this.opened.clear();
    await Promise.all(models.map((model) => model.close()));
  }
}
