import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';
import type { Attribution, RefundLine, SaleLine } from '../sales/sale.events.js';

/** A line of a credit: `amount` is its net; beside it what the caller said of the line, as a sale's. */
export type CreditLine = Omit<RefundLine, 'line' | 'inBase' | 'taxInBase'> &
  Partial<Omit<SaleLine, 'amount' | 'gross' | 'reduction' | 'taxShare'>> & {
    /** What the caller gave as the amount of the line, before its discount; absent where that is quantity x unitPrice. */
    readonly gross?: string;
  };

export type CreditContent = Attribution & {
  readonly id: string;
  readonly reason?: string;
  /** Instead of lines; the one line then is just the amount. */
  readonly amount?: string;
  readonly lines: readonly CreditLine[];
};

export type CreditRecorded = EventOf<'CreditRecorded', CreditContent>;

export const CREDIT_EVENTS: EventTypes = {
  CreditRecorded: { schema: 1, takesBack: 'refunds', freeText: ['reason'] },
};
