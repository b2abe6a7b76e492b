import { Rounds } from '#engine/rounds.js';
import type { SharedReadable } from '#platform/readable-adapters.js';

export interface ReadableFollowerParts {
  readonly readable: SharedReadable;
  readonly shards: number;
  /** On the business calendar. */
  readonly today: () => number;
  readonly onError: (error: unknown) => void;
}

/** Has the readable collections of one version follow its batches, in one of many processes that do. */
export class ReadableFollower {
  private readonly rounds = new Map<number, Rounds<void>>();
  private readonly ended = new AbortController();
  /** Shards that have once been seen with all their batches. */
  private readonly reached = new Set<number>();
  private behind: ReadonlyMap<number, number> = new Map();

  constructor(private readonly parts: ReadableFollowerParts) {}

  /** Whether they have shown every shard as far as the figures do. */
  get isWhole(): boolean {
    return this.reached.size === this.parts.shards;
  }

  /** A shard has come further. */
  grown(shard: number): void {
    if (this.ended.signal.aborted) return;
    const { readable, onError } = this.parts;
    const rounds = this.rounds.get(shard) ?? new Rounds(() => readable.follow(shard, this.ended.signal));
    this.rounds.set(shard, rounds);
    rounds.round().catch(onError);
  }

  /** Takes over the shards that nobody has led on since the last look: who wrote them may have died. */
  async look(): Promise<void> {
    const { readable, shards, today } = this.parts;
    const behind = await readable.behind();
    for (let shard = 0; shard < shards; shard++) {
      const at = behind.get(shard);
      if (at === undefined) this.reached.add(shard);
      else if (at === this.behind.get(shard)) this.grown(shard);
    }
    this.behind = behind;
    await readable.refresh(today());
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await Promise.all([...this.rounds.values()].map((rounds) => rounds.idle()));
    await this.parts.readable.close();
  }
}
