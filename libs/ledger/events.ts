import type { NewEvent } from '#kernel/event.js';

/**
 * Every event the book can hold. Type names and shapes are permanent: stored events are never rewritten; a change of shape is a new
 * schema version with an upcaster. Amounts and quantities are canonical decimal strings, instants RFC 3339 in UTC.
 * Type aliases rather than interfaces: only those are known to be plain JSON.
 */

/** What of a customer figures can be cut by. */
export type Attributes = {
  readonly region?: string;
  readonly source?: string;
  readonly segment?: string;
  readonly salesperson?: string;
};

/** Kept apart so that it can be encrypted per customer and forgotten without touching a count. */
export type Personal = {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly subject?: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};

export type SaleLine = {
  readonly product: string;
  readonly category?: string;
  readonly quantity: string;
  readonly unitPrice: string;
  /** As the caller gave it; at most one of the two. */
  readonly discount?: string;
  readonly discountRate?: string;
  readonly tax?: string;
  /** quantity x unitPrice, rounded half-even to 6 decimals once. */
  readonly gross: string;
  /** The discount as an amount ("0" for none); net is gross - reduction. */
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
};

/** A line of a credit: `amount` is its net; beside it what the caller said of the line, as a sale's. */
export type CreditLine = Omit<RefundLine, 'line' | 'inBase' | 'taxInBase'> &
  Partial<Omit<SaleLine, 'gross' | 'reduction'>>;

type Event<Type extends string, Data> = NewEvent & { readonly type: Type; readonly data: Data };

export type CustomerRegistered = Event<
  'CustomerRegistered',
  { readonly id: string; readonly attributes: Attributes; readonly personal?: Personal }
>;
export type CustomerChanged = Event<
  'CustomerChanged',
  { readonly id: string; readonly change: string; readonly attributes: Attributes; readonly personal?: Personal }
>;
export type CustomerClosed = Event<
  'CustomerClosed',
  { readonly id: string; readonly change: string; readonly reason?: string }
>;
export type CustomerReopened = Event<
  'CustomerReopened',
  { readonly id: string; readonly change: string; readonly reason?: string }
>;
export type CustomerEvent = CustomerRegistered | CustomerChanged | CustomerClosed | CustomerReopened;

export type SaleContent = Attribution & {
  readonly id: string;
  readonly opportunityId?: string;
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
export type SaleRecorded = Event<'SaleRecorded', SaleContent>;
export type SaleRefunded = Event<'SaleRefunded', RefundContent>;
/** Carries what it takes back, so that a projection needs no look-up: the sale and its refunds with their own instants. `occurredAt` is the sale's. */
export type SaleVoided = Event<
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

export type CreditContent = Attribution & {
  readonly id: string;
  readonly reason?: string;
  /** Instead of lines; the one line then is just the amount. */
  readonly amount?: string;
  readonly lines: readonly CreditLine[];
};
export type CreditRecorded = Event<'CreditRecorded', CreditContent>;

export type InteractionContent = {
  readonly id: string;
  readonly customerId: string;
  readonly kind: string;
  readonly channel?: string;
  readonly direction?: 'in' | 'out';
  readonly salesperson?: string;
  readonly durationSeconds?: number;
  readonly campaign?: string;
  readonly personal?: Personal;
};
export type InteractionLogged = Event<'InteractionLogged', InteractionContent>;
/** Carries what it takes back, but not what is personal; `occurredAt` is the interaction's. */
export type InteractionVoided = Event<
  'InteractionVoided',
  {
    readonly id: string;
    readonly change: string;
    readonly reason: string;
    readonly interaction: Omit<InteractionContent, 'personal'>;
  }
>;
export type InteractionEvent = InteractionLogged | InteractionVoided;

/** An opportunity as it was opened. */
export type OpportunityContent = {
  readonly id: string;
  readonly customerId?: string;
  readonly product?: string;
  readonly salesperson?: string;
  readonly region?: string;
  readonly value?: string;
  readonly currency: string;
  /** As a sale's, on the day of opening. */
  readonly rate: string | null;
  /** A date. */
  readonly expectedCloseOn?: string;
  /** 0 to 1. */
  readonly probability?: string;
  readonly personal?: Personal;
};
/** What every later event of an opportunity carries; `rate` is the one of its own day. */
type OfOpportunity = {
  readonly id: string;
  readonly customerId?: string;
  readonly change: string;
  readonly rate: string | null;
};
export type OpportunityOpened = Event<'OpportunityOpened', OpportunityContent>;
export type OpportunityChanged = Event<
  'OpportunityChanged',
  OfOpportunity & {
    readonly stage?: string;
    readonly value?: string;
    readonly salesperson?: string;
    readonly expectedCloseOn?: string;
    readonly probability?: string;
  }
>;
export type OpportunityWon = Event<'OpportunityWon', OfOpportunity & { readonly value?: string }>;
export type OpportunityLost = Event<'OpportunityLost', OfOpportunity & { readonly reason?: string }>;
export type OpportunityReopened = Event<'OpportunityReopened', OfOpportunity>;
export type OpportunityEvent =
  OpportunityOpened | OpportunityChanged | OpportunityWon | OpportunityLost | OpportunityReopened;

/** From a date on, so many base units for one unit of a currency. */
export type RateSet = Event<
  'RateSet',
  { readonly id: string; readonly currency: string; readonly from: string; readonly rate: string }
>;

/** What a metric is to reach over the days from one date to another, both included. */
export type TargetSet = Event<
  'TargetSet',
  {
    readonly id: string;
    readonly metric: string;
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly where: Readonly<Record<string, readonly string[]>>;
  }
>;

/** Days; spec section 4. */
export type LifecycleContent = {
  readonly churnAfterDays: number;
  readonly atRiskAfterDays: number;
  readonly newForDays: number;
  readonly reactivatedForDays: number;
};
/** Revenue is a decimal string in the base currency. */
export type TierContent = {
  readonly windowDays: number;
  readonly tiers: readonly {
    readonly name: string;
    readonly any?: readonly {
      readonly revenue?: string;
      readonly orders?: number;
      readonly interactions?: number;
    }[];
  }[];
};
/** Spec section 4: what holds before any is published, and what a lifecycle policy does not name. */
export const DEFAULT_LIFECYCLE_CONTENT: LifecycleContent = {
  churnAfterDays: 90,
  atRiskAfterDays: 60,
  newForDays: 30,
  reactivatedForDays: 30,
};

export const DEFAULT_TIER_CONTENT: TierContent = {
  windowDays: 365,
  tiers: [
    { name: 'high', any: [{ revenue: '1000' }, { orders: 12 }] },
    { name: 'normal', any: [{ revenue: '100' }, { orders: 2 }, { interactions: 6 }] },
    { name: 'low' },
  ],
};

export type LifecyclePolicyPublished = Event<
  'LifecyclePolicyPublished',
  { readonly id: string; readonly effectiveFrom: string; readonly policy: LifecycleContent }
>;
export type TierPolicyPublished = Event<
  'TierPolicyPublished',
  { readonly id: string; readonly effectiveFrom: string; readonly policy: TierContent }
>;
export type PolicyEvent = LifecyclePolicyPublished | TierPolicyPublished;

/** Closed figures: `columns` says which, each row has a value for each, and is absent where they were too many for an event. */
export type ClosedTable = {
  readonly columns: readonly string[];
  readonly rows?: readonly (readonly (string | number | null)[])[];
};

/** The figures of a period as they stood at a position of the log; `digest` is of all of them. */
export type PeriodClosed = Event<
  'PeriodClosed',
  {
    readonly id: string;
    readonly period: string;
    /** 1 for the first closing of the period. */
    readonly number: number;
    readonly position: number;
    readonly digest: string;
    /** Per dimension, '' for the total; absent in closings made before they were kept. */
    readonly figures?: Readonly<Record<string, ClosedTable>>;
  }
>;

/** The first event of every log: the settings that give the figures their meaning. */
export type BookOpened = Event<
  'BookOpened',
  { readonly timeZone: string; readonly currency: string; readonly weekStart: 'monday'; readonly fiscalStart: number }
>;

export type BookEvent =
  | CustomerEvent
  | SaleEvent
  | CreditRecorded
  | InteractionEvent
  | OpportunityEvent
  | RateSet
  | TargetSet
  | PolicyEvent
  | PeriodClosed
  | BookOpened;
