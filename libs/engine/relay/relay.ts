import type { Bus } from '#kernel/ports/bus.js';
import { Chain } from './chain.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Wake } from '#kernel/wake.js';
import { within } from '#kernel/within.js';

export interface RelayOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  /** How many shards the book has. */
  readonly shards: number;
  /** The position after which to go on, any there is; consumers that are behind it fill the gap from the log. */
  readonly from: number;
  /** Called with what broke a round; the relay tries again by itself. */
  readonly onError: (error: unknown) => void;
  /** Events per page: what is in hand at a time. */
  readonly page?: number;
  /** Milliseconds between ticks while the log grows. */
  readonly tickEvery?: number;
}

const PAGE = 1_000;
/** Milliseconds after which to look even without a hint. */
const LOOK_AGAIN = 500;
const TICK_EVERY = 200;
/** Milliseconds that a page on its way has when the relay stops: consumers may be too far behind to take it. */
const STOP_WITHIN = 5_000;

/**
 * Pumps the log into the bus: pages through it, chains every event to the previous one of its shard, waits for a hint when a page is
 * short. A second relay, one begun again or one far behind is harmless: its records are repetitions, which the chain shows.
 */
export function relay(options: RelayOptions): { stop(): Promise<void> } {
  const { log, bus, shards, from, onError, page = PAGE, tickEvery = TICK_EVERY } = options;
  const wake = new Wake();
  const unlisten = log.onAppend(() => wake.call());
  let stopping = false;
  const chain = new Chain(shards, from, tickEvery);
  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const events = await log.readAll(chain.position, page);
        const now = Date.now();
        const records = chain.link(events, now);
        await bus.publish(records);
        chain.advance(records, now);
        if (events.length < page) await wake.wait(chain.isTicked ? LOOK_AGAIN : tickEvery);
      } catch (error) {
        onError(error);
        await wake.wait(LOOK_AGAIN);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      unlisten();
      wake.call();
      // What becomes of the page does not matter: whoever goes on sends it again.
      await within(STOP_WITHIN, 'the last page', running).catch(() => undefined);
    },
  };
}
