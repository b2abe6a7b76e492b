import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';
import type { Attribution, RefundLine, SaleLine } from '../sales/sale.events.js';

/** A line of a credit: `amount` is its net; beside it what the caller said of the line, as a sale's. */
export type CreditLine = Omit<RefundLine, 'line' | 'inBase' | 'taxInBase'> &
  Partial<Omit<SaleLine, 'gross' | 'reduction'>>;

export type CreditContent = Attribution & {
  readonly id: string;
  readonly reason?: string;
  /** Instead of lines; the one line then is just the amount. */
  readonly amount?: string;
  readonly lines: readonly CreditLine[];
};

export type CreditRecorded = EventOf<'CreditRecorded', CreditContent>;

export const CREDIT_EVENTS: EventTypes = { CreditRecorded: { schema: 1, takesBack: 'refunds' } };
