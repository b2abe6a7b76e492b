import type { EventTypes } from '#kernel/event-type.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventOf } from '#kernel/event.js';
import type { CreditShare } from './credit-shares.js';

export type SaleLine = {
  readonly product: string;
  readonly category?: string;
  readonly quantity: string;
  /** Of one piece; absent where the caller gave the amount of the line. */
  readonly unitPrice?: string;
  readonly amount?: string;
  /** As the caller gave it; at most one of the two. */
  readonly discount?: string;
  readonly discountRate?: string;
  readonly tax?: string;
  /** Its share of the sale's own tax, which comes on top of `tax`. */
  readonly taxShare?: string;
  /** The amount, or quantity x unitPrice, rounded half-even to 6 decimals once. */
  readonly gross: string;
  /** The discount as an amount ("0" for none), its share of the sale's own discount included; net is gross - reduction. */
  readonly reduction: string;
};

/** What a sale, refund or credit counts under, frozen when it was recorded. */
export type Attribution = {
  /** Absent for a guest. */
  readonly customerId?: string;
  readonly currency: string;
  /** Base units for one unit of `currency` on the fact's day; null where there was no rate ("1" for the base currency itself). */
  readonly rate: string | null;
  readonly region?: string;
  readonly salesperson?: string;
  readonly channel?: string;
  /** What made the customer buy, such as the automation that wrote to it. */
  readonly campaign?: string;
  /** Who share it, which then is what it counts under in place of `salesperson`. */
  readonly credits?: readonly CreditShare[];
};

/** A part of a refund or credit: the amount (positive) and what it counts under. `line` is the 0-based line of the sale. */
export type RefundLine = {
  readonly line?: number;
  readonly product?: string;
  readonly category?: string;
  readonly quantity?: string;
  readonly amount: string;
  /** Given back with the amount, and as the amount no part of it. */
  readonly tax?: string;
  /** What amount and tax count as in the base currency, where that is not each at the sale's rate: see `converted`. */
  readonly inBase?: string;
  readonly taxInBase?: string;
  /** Where several share the sale: what was given back of the line before, from which the parts of this refund follow. */
  readonly earlier?: Readonly<Record<'amount' | 'inBase' | 'tax' | 'taxInBase', string>>;
};

export type SaleContent = Attribution & {
  readonly id: string;
  readonly opportunityId?: string;
  /** Of the sale as a whole, as the caller gave it; its lines have their shares. */
  readonly discount?: string;
  readonly tax?: string;
  readonly lines: readonly SaleLine[];
};

export type RefundContent = Attribution & {
  /** The sale's id. */
  readonly id: string;
  readonly refund: string;
  readonly reason?: string;
  /** What was asked for the whole sale, tax apart; the lines then are its spread over what was left of each. */
  readonly amount?: string;
  readonly tax?: string;
  readonly lines: readonly RefundLine[];
};

export type SaleRecorded = EventOf<'SaleRecorded', SaleContent>;

export type SaleRefunded = EventOf<'SaleRefunded', RefundContent>;

/** Carries what it takes back, so that a projection needs no look-up: the sale and its refunds with their own instants. `occurredAt` is the sale's. */
export type SaleVoided = EventOf<
  'SaleVoided',
  {
    readonly id: string;
    readonly change: string;
    readonly reason: string;
    readonly sale: SaleContent;
    readonly refunds: readonly { readonly occurredAt: string; readonly data: RefundContent }[];
  }
>;

export type SaleEvent = SaleRecorded | SaleRefunded | SaleVoided;

export const SALE_EVENTS: EventTypes = {
  SaleRecorded: { schema: 1 },
  SaleRefunded: { schema: 1, takesBack: 'refunds', freeText: ['reason'] },
  SaleVoided: { schema: 1, takesBack: 'voids', freeText: ['reason'], seen: voidSeen },
};

/** Of the refunds that a void takes back only those that had happened. */
function voidSeen(event: RecordedEvent, had: (instant: string) => boolean): RecordedEvent {
  const { data } = event as RecordedEvent & SaleVoided;
  return { ...event, data: { ...data, refunds: data.refunds.filter(({ occurredAt }) => had(occurredAt)) } };
}
