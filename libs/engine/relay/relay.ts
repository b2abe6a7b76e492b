import { landmarkOf, type Landmark } from '#kernel/event.js';
import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { isIn } from '../landmarks.js';
import { stepOfAll } from '../tracing/step-of-all.js';
import { Chain } from './chain.js';
import { Signal } from '#kernel/signal.js';
import { withTimeout } from '#kernel/with-timeout.js';

export interface RelayOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  /** How many shards the book has. */
  readonly shards: number;
  /** The position after which to go on, any there is; consumers that are behind it fill the gap from the log. */
  readonly from: number;
  /** The event there, where it is known: by it a log is told that was put back to an earlier day since. */
  readonly head?: Landmark | undefined;
  /** Called with what broke a round; the relay tries again by itself. */
  readonly onError: (error: unknown) => void;
  /** Events per page: what is in hand at a time. */
  readonly page?: number;
  /** Milliseconds between ticks while the log grows. */
  readonly tickEvery?: number;
  /** Milliseconds in which a page may fill while the log grows fast; none unless given: it is the work behind that is dear in small pieces. */
  readonly gather?: number;
}

/** A relay that runs. */
export interface Relaying {
  /** Lets the page that fills at the moment, or the next one, go at once: somebody waits for what is in it. */
  hurry(): void;
  stop(): Promise<void>;
}

const OTHER_LOG = 'the log no longer has the event that was sent last, as after it was put back to an earlier day';
const PAGE = 1_000;
/** Milliseconds after which to look even without a hint. */
const LOOK_AGAIN = 500;
const TICK_EVERY = 200;
/** Events within the time of a gathering by which the log grows fast: more than come in it from callers who send one by one. */
const FAST = 1_000;
/** Milliseconds that a page on its way has when the relay stops: consumers may be too far behind to take it. */
const STOP_TIMEOUT = 5_000;

/**
 * Pumps the log into the bus: pages through it, chains every event to the previous one of its shard, waits for a hint when a page is
 * short. A second relay, one begun again or one far behind is harmless: its records are repetitions, which the chain shows. Where the log
 * no longer has what was sent last it begins anew at the end of what it has: consumers read the rest there.
 */
export function relay(options: RelayOptions): Relaying {
  const { log, bus, shards, from, head, onError, page = PAGE, tickEvery = TICK_EVERY, gather = 0 } = options;
  const signal = new Signal();
  const hurried = new Signal();
  const unlisten = log.onAppend(() => signal.notify());
  const growth = new Growth(gather);
  let stopping = false;
  let chain = new Chain(shards, from, tickEvery, head);
  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const [reading] = await Promise.allSettled([log.readAll(chain.position, page)]);
        // Looked at behind the page, which then is of this log too, and also where a position that no event has cannot be read from.
        if (chain.head !== undefined && !(await isIn(log, chain.head))) {
          onError(new Error(`${OTHER_LOG}, at ${String(chain.position)}: going on at its end`));
          const last = await log.last();
          chain = new Chain(shards, last?.position ?? 0, tickEvery, last && landmarkOf(last));
          continue;
        }
        if (reading.status === 'rejected') throw reading.reason;
        const events = reading.value;
        const now = Date.now();
        const records = chain.link(events, now);
        await stepOfAll('relay', events, {}, () => bus.publish(records));
        chain.advance(records, now);
        const isFast = growth.isFastWith(events.length, now);
        if (events.length === page) continue;
        if (gather > 0 && isFast) await hurried.wait(gather);
        await signal.wait(chain.isTicked ? LOOK_AGAIN : tickEvery);
      } catch (error) {
        onError(error);
        await signal.wait(LOOK_AGAIN);
      }
    }
  };
  const running = run();
  return {
    hurry: () => hurried.notify(),
    stop: async () => {
      stopping = true;
      unlisten();
      signal.notify();
      hurried.notify();
      // What becomes of the page does not matter: whoever goes on sends it again.
      await withTimeout(STOP_TIMEOUT, 'the last page', running).catch(() => undefined);
    },
  };
}

/** How many events came of late, however many pages they came in: a reader that keeps up finds few in each. */
class Growth {
  private began = -Infinity;
  private came = 0;

  /** @param span milliseconds that count together */
  constructor(private readonly span: number) {}

  /** @param now milliseconds, of a clock that may be set */
  isFastWith(events: number, now: number): boolean {
    if (Math.abs(now - this.began) > this.span) {
      this.began = now;
      this.came = 0;
    }
    this.came += events;
    return this.came >= FAST;
  }
}

/**
 * Where a relay goes on: at the earliest of the last records of the parts of the bus. At the end of the log where the bus remembers what the
 * log has not, or what nobody vouches for: consumers read the rest there. Undefined for the beginning: the bus has nothing.
 */
export async function whereToGoOn(
  bus: Pick<Bus, 'last'>,
  log: Pick<EventLog, 'last' | 'readStream'>,
  onError: (error: unknown) => void,
): Promise<Landmark | undefined> {
  const records = [...(await bus.last()).values()];
  const [first] = records.toSorted((a, b) => a.position - b.position);
  if (first === undefined) return undefined;
  const place = placeOf(first);
  if (place !== undefined && records.every(({ landmark }) => landmark !== undefined)) {
    const found = await Promise.all(records.flatMap(({ landmark }) => landmark ?? []).map((one) => isIn(log, one)));
    if (!found.includes(false)) return place;
    onError(
      new Error('the bus has records of another log, as before it was put back to an earlier day: going on at its end'),
    );
  }
  const last = await log.last();
  return last && landmarkOf(last);
}

/** The event at the position of a record. */
function placeOf({ position, event, landmark }: BusRecord): Landmark | undefined {
  return event ?? (landmark?.position === position ? landmark : undefined);
}
