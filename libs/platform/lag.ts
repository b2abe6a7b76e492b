import { madeAt } from '#kernel/event-ids.js';
import { isAssumed } from '#kernel/ports/assumed-clock.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/**
 * Seconds that a follower of the log may be behind and be called ready. Events are in the figures within a second; a restart of a
 * store or a change of members of the consumer group takes up to half a minute and is no reason to send questions elsewhere.
 */
export const LAG_LIMIT = 60;

/** How far something that follows the log is behind it: the age of the first event that it does not cover. */
export class Lag {
  /** @param position up to where the log is covered; undefined where the follower has no part of it to cover */
  constructor(
    private readonly log: Pick<EventLog, 'tail' | 'readAll'>,
    readonly position: () => number | undefined,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /** The last position of the log. */
  tail(): Promise<number> {
    return this.log.tail();
  }

  /** 0 where everything is covered, undefined where nothing has to be. */
  async seconds(): Promise<number | undefined> {
    const position = this.position();
    return position === undefined ? undefined : this.behind(position);
  }

  /** What is wrong with the follower, undefined when it keeps up. */
  async trouble(): Promise<string | undefined> {
    // The position first: the log may only grow meanwhile.
    const position = this.position();
    if (position === undefined) return undefined;
    if (position > (await this.log.tail()))
      return `at ${String(position)}, beyond the end of the log: was it restored from an earlier day?`;
    const seconds = await this.behind(position);
    return seconds > LAG_LIMIT ? `${String(Math.round(seconds))} s behind the log, at ${String(position)}` : undefined;
  }

  private async behind(position: number): Promise<number> {
    const [next] = await this.log.readAll(position, 1);
    if (next === undefined) return 0;
    // History is not late by its age.
    const taken = isAssumed(next) ? madeAt(next.id) : Date.parse(next.recordedAt);
    return Math.max(0, this.clock().getTime() - taken) / 1_000;
  }
}
