import { deliver, type Sender } from '#engine/deliver/deliver.js';
import { react, type Pump } from '#engine/react/react.js';
import type { Reaction } from '#engine/react/reaction.js';
import { schedule, type Scheduled } from '#engine/schedule/schedule.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import type { Book } from './book.js';

/** A fact that is recorded after another one or at a time; its id is made from the occasion. */
export interface Fact {
  /** As callers send it to `/v1/bulk`. */
  readonly type: string;
  readonly data: unknown;
}

/** What a book does by itself: after facts, at times, and to receivers outside. */
export interface Doings {
  readonly reactions: readonly Reaction<Book, Fact>[];
  readonly scheduled: readonly Scheduled<Book, Fact>[];
  /** By kind of delivery. */
  readonly senders: Readonly<Record<string, Sender>>;
}

export const NO_DOINGS: Doings = { reactions: [], scheduled: [], senders: {} };

/** Runs all of it until it is stopped. Where there is nothing to do, no outbox is opened. */
export function startReacting(
  { reactions, scheduled, senders }: Doings,
  book: Book,
  openOutbox: () => Outbox,
  onError: (error: unknown) => void,
): Pump {
  const count = reactions.length + scheduled.length + Object.keys(senders).length;
  if (count === 0) return { trouble: undefined, stop: () => Promise.resolve() };
  const outbox = openOutbox();
  const { log, models: progress, clock } = book;
  const record = ({ type, data }: Fact): Promise<unknown> => book.ledger.record(type, data);
  const all = { outbox, ground: book, record, clock, onError };
  const pumps = [
    react({ ...all, reactions, log, progress }),
    schedule({ ...all, scheduled }),
    deliver({ ...all, senders }),
  ];
  return {
    get trouble() {
      return pumps.map(({ trouble }) => trouble).find((trouble) => trouble !== undefined);
    },
    stop: async () => {
      await Promise.all(pumps.map((pump) => pump.stop()));
      await outbox.close();
    },
  };
}
