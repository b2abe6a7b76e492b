import { patienceOfAsker } from '../patience.js';
import { Rounds } from '../rounds.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Fold, Loaded } from './stream-cache.js';
import { Trail } from './trail.js';

export interface SharedStreamsOptions {
  /** Of the remembered states, see `StreamCache`. */
  readonly maxWeight: number;
  /** Milliseconds since some moment, which never jump. */
  readonly elapsed?: () => number;
}

/** Milliseconds without a look after which what came meanwhile is not read any more: what is remembered is forgotten instead. */
const IDLE = 10_000;

/**
 * Streams that decisions about others look at, of a log that other processes append to as well. What was true at some moment between the
 * call and its answer is what is given: whatever anybody was acknowledged before the call is in it. More cannot be had from a log whose
 * appends are conditional on their own stream only: what somebody else appends between the look and the append that follows from it may be
 * ahead of that in the log, and the two were then sent at the same time.
 *
 * Each call waits for the log to be read on to its end, which is done once for all who have called meanwhile, and costs little where
 * nobody appends much: a stream that is remembered has then met everything there is. So no stream is read that was read before.
 */
export class SharedStreams {
  private trail: Trail | undefined;
  /** By the patience of who asks: nobody waits with those who have more. */
  private readonly rounds = new Map<number | undefined, Rounds<Trail>>();
  private readonly elapsed: () => number;

  constructor(
    private readonly log: EventLog,
    private readonly options: SharedStreamsOptions,
  ) {
    this.elapsed = options.elapsed ?? (() => performance.now());
  }

  /** Nothing is remembered any more. */
  forget(): void {
    this.trail = undefined;
  }

  /** The stream as it is on disk now. */
  async load<State>(stream: string, fold: Fold<State>): Promise<Loaded<State>> {
    const patience = patienceOfAsker();
    const rounds = this.rounds.get(patience) ?? new Rounds(() => this.followed());
    this.rounds.set(patience, rounds);
    return (await rounds.round()).load(stream, fold);
  }

  private async followed(): Promise<Trail> {
    const { trail } = this;
    const now = this.elapsed();
    // A log that was put back to an earlier day has no such position any more. One that is away does not tell its end either.
    const isFollowed = trail !== undefined && now - trail.followedAt <= IDLE && trail.follow().catch(() => false);
    if (trail !== undefined && (await isFollowed)) {
      trail.followedAt = now;
      return trail;
    }
    const begun = new Trail(this.log, await this.log.tail(), this.options.maxWeight);
    begun.followedAt = now;
    return (this.trail = begun);
  }
}
