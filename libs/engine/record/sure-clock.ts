import type { RecordedEvent } from '#kernel/event.js';
import { isAssumed } from '#kernel/ports/assumed-clock.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { patienceOfAsker } from '../patience.js';
import { Problem } from '#kernel/problem.js';

/** How far the clock may be behind the last event, and ahead of the time it should be, in milliseconds: a minute, and a year. */
const BEHIND = 60_000;
const AHEAD = 366 * 86_400_000;
/** Milliseconds for which the last event need not be looked at again while the clock agrees with it. */
const FRESH = 10_000;

export interface SureClockOptions {
  /** Somebody has looked at the clock: it may be any time ahead of the last event. */
  readonly trusted?: boolean;
  /** Milliseconds since some moment, which never jump. */
  readonly elapsed?: () => number;
}

/**
 * The clock that facts are recorded by, doubted where it does not fit the log: what it says is on record for ever, and once it has said
 * something too late, nothing can be recorded before. Assumed times of history are no clock's: there it goes by what opened the book, too. It should be the time of the last event, and what has passed since this process
 * first saw that; so a book that rests for years goes on while its process lives. A process that begins on such a book has to be told.
 */
export class SureClock {
  private readonly trusted: boolean;
  private readonly elapsed: () => number;
  private last: { readonly at: number; readonly seen: number; readonly looked: number } | undefined;
  /** By the patience of who asks: nobody waits with those who have more. */
  private readonly looking = new Map<number | undefined, Promise<void>>();
  private told = -Infinity;

  constructor(
    private readonly log: Pick<EventLog, 'last' | 'readAll'>,
    private readonly clock: () => Date,
    { trusted = false, elapsed = () => performance.now() }: SureClockOptions = {},
  ) {
    this.trusted = trusted;
    this.elapsed = elapsed;
  }

  /** The time, RFC 3339 in UTC; a promise where the last event has to be looked at first. @throws Problem `clock-unsure` */
  now(): string | Promise<string> {
    const now = this.clock();
    return this.agrees(now) ? now.toISOString() : this.lookedAt(now);
  }

  /** Why the time is not sure, undefined when it is. */
  async trouble(): Promise<string | undefined> {
    const now = this.clock();
    return this.agrees(now) ? undefined : this.doubt(now);
  }

  private async lookedAt(now: Date): Promise<string> {
    const doubt = await this.doubt(now);
    if (doubt === undefined) return now.toISOString();
    throw new Problem(
      'clock-unsure',
      `${doubt}; no fact is recorded until it is right, send the same request again then`,
    );
  }

  /** Whether the time fits what is known of the last event, which was looked at not long ago. */
  private agrees(now: Date): boolean {
    const looked = this.last?.looked ?? -Infinity;
    // What this process recorded itself is no later than what it was told last.
    const back = now.getTime() < this.told;
    this.told = now.getTime();
    return !back && this.elapsed() - looked < FRESH && this.doubtful(now) === undefined;
  }

  private async doubt(now: Date): Promise<string | undefined> {
    await this.lookOnce(patienceOfAsker());
    return this.doubtful(now);
  }

  private lookOnce(patience: number | undefined): Promise<void> {
    const looking = this.looking.get(patience) ?? this.look().finally(() => this.looking.delete(patience));
    this.looking.set(patience, looking);
    return looking;
  }

  private async look(): Promise<void> {
    const event = await this.log.last();
    const looked = this.elapsed();
    const at = event === undefined ? NaN : await this.timeOf(event);
    const seen = at === this.last?.at ? this.last.seen : looked;
    this.last = { at, seen, looked };
  }

  private async timeOf(last: RecordedEvent): Promise<number> {
    const [first] = isAssumed(last) ? await this.log.readAll(0, 1) : [];
    return Math.max(Date.parse(last.recordedAt), Date.parse((first ?? last).recordedAt));
  }

  /** By what is known of the last event; an empty log (NaN) fits any time. */
  private doubtful(now: Date): string | undefined {
    const { at, seen } = this.last ?? { at: NaN, seen: 0 };
    const time = now.getTime();
    if (Number.isNaN(time)) return 'the clock says no time';
    if (time < at - BEHIND) return `${said(now)}, before the last event (${new Date(at).toISOString()})`;
    if (this.trusted || !(time > at + (this.elapsed() - seen) + AHEAD)) return undefined;
    return `${said(now)}, over a year after the last event (${new Date(at).toISOString()}): if that is right, start with TALLY_CLOCK=trusted`;
  }
}

function said(now: Date): string {
  return `the clock says ${now.toISOString()}`;
}
