import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { decimalIfAny, needDecimal, needText, textIfAny } from '#kernel/shape.js';
import { needInterval, type Interval } from './monthly.js';

/** A subscription as it was started. */
export type SubscriptionContent = {
  readonly id: string;
  readonly customerId: string;
  readonly product: string;
  /** Of one interval, all seats together. */
  readonly amount: string;
  readonly currency: string;
  /** As a sale's, on the day of its start. */
  readonly rate: string | null;
  readonly interval: Interval;
  readonly seats?: number;
};

/** What every later event of a subscription carries. */
type OfSubscription = {
  readonly id: string;
  readonly customerId: string;
  readonly change: string;
};

/** Its `rate` is the one of its own day, and holds for the amount that it says. */
export type SubscriptionChanged = EventOf<
  'SubscriptionChanged',
  OfSubscription & {
    readonly amount?: string;
    readonly seats?: number;
    readonly product?: string;
    readonly rate: string | null;
  }
>;

export type SubscriptionStarted = EventOf<'SubscriptionStarted', SubscriptionContent>;

/** Without `endsAt` it ends when it is cancelled. */
export type SubscriptionCancelled = EventOf<
  'SubscriptionCancelled',
  OfSubscription & { readonly endsAt?: string; readonly reason?: string }
>;

/** Its `rate` is the one of its own day, and holds where it had ended before. */
export type SubscriptionResumed = EventOf<'SubscriptionResumed', OfSubscription & { readonly rate: string | null }>;

export type SubscriptionEvent = SubscriptionStarted | SubscriptionChanged | SubscriptionCancelled | SubscriptionResumed;

export const SUBSCRIPTION_EVENTS: EventTypes = {
  SubscriptionStarted: { schema: 1, check: checkStart },
  SubscriptionChanged: { schema: 1, check: checkLater },
  SubscriptionCancelled: { schema: 1, check: checkLater },
  SubscriptionResumed: { schema: 1, check: checkLater },
};

function checkStart({ data }: NewEvent): void {
  needText(data, 'id', 'customerId', 'product', 'currency');
  needDecimal(data, 'amount');
  needInterval(data['interval']);
  checkRate(data);
}

function checkLater({ type, data }: NewEvent): void {
  needText(data, 'id', 'customerId', 'change');
  textIfAny(data, 'product', 'endsAt', 'reason');
  decimalIfAny(data, 'amount');
  if (type !== 'SubscriptionCancelled') checkRate(data);
}

function checkRate(data: NewEvent['data']): void {
  if (data['rate'] !== null) needDecimal(data, 'rate');
}
