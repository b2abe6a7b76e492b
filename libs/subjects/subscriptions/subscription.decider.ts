import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { insertedByInstant, isBefore, type Dated } from '#ledger/by-instant.js';
import { present } from '#ledger/command.js';
import type { CustomerAsOf } from '../customers/customer-as-of.js';
import type { RateIn } from '../rates/rates.decider.js';
import { unknownCustomer } from '../sales/attribution.js';
import type {
  SubscriptionCancelled,
  SubscriptionChanged,
  SubscriptionContent,
  SubscriptionEvent,
} from './subscription.events.js';

export interface Subscription {
  readonly started?: { readonly at: string; readonly content: SubscriptionContent };
  /** Cancellings and resumings, sorted by instant, then id, whatever the order of arrival. */
  readonly turns: readonly (Dated & { readonly cancelled: boolean })[];
}

export interface StartSubscription {
  readonly type: 'StartSubscription';
  readonly at: string;
  readonly subscription: Omit<SubscriptionContent, 'rate'>;
  readonly rateIn: RateIn;
  /** Its customer as of `at`; absent for one nobody has registered. */
  readonly customer?: CustomerAsOf;
}
interface Later {
  readonly id: string;
  readonly change: string;
  readonly at: string;
}
export interface ChangeSubscription extends Later {
  readonly type: 'ChangeSubscription';
  readonly changed: Pick<SubscriptionChanged['data'], 'amount' | 'seats' | 'product'>;
  readonly rateIn: RateIn;
}
export interface CancelSubscription extends Later {
  readonly type: 'CancelSubscription';
  readonly said: Pick<SubscriptionCancelled['data'], 'endsAt' | 'reason'>;
}
export interface ResumeSubscription extends Later {
  readonly type: 'ResumeSubscription';
  readonly rateIn: RateIn;
}
export type SubscriptionCommand = StartSubscription | ChangeSubscription | CancelSubscription | ResumeSubscription;

export const subscriptionDecider: Decider<Subscription, SubscriptionCommand, SubscriptionEvent> = {
  initial: { turns: [] },

  evolve(subscription, event) {
    switch (event.type) {
      case 'SubscriptionStarted':
        return { ...subscription, started: { at: event.occurredAt, content: event.data } };
      case 'SubscriptionChanged':
        return subscription;
      case 'SubscriptionCancelled':
      case 'SubscriptionResumed': {
        const cancelled = event.type === 'SubscriptionCancelled';
        const turn = { at: event.occurredAt, id: event.data.change, cancelled };
        return { ...subscription, turns: insertedByInstant(subscription.turns, turn) };
      }
    }
  },

  decide(command, subscription) {
    switch (command.type) {
      case 'StartSubscription':
        return [start(command)];
      case 'ChangeSubscription': {
        const { base, content, at } = follow(command, subscription);
        const data = { ...base, ...command.changed, rate: command.rateIn(content.currency) };
        return [{ type: 'SubscriptionChanged', schema: 1, occurredAt: at, key: base.customerId, data }];
      }
      case 'CancelSubscription': {
        const { base, at } = follow(command, subscription);
        checkCancelling(command, subscription);
        const data = { ...base, ...command.said };
        return [{ type: 'SubscriptionCancelled', schema: 1, occurredAt: at, key: base.customerId, data }];
      }
      case 'ResumeSubscription': {
        const { base, content, at } = follow(command, subscription);
        checkResuming(command, subscription);
        const data = { ...base, rate: command.rateIn(content.currency) };
        return [{ type: 'SubscriptionResumed', schema: 1, occurredAt: at, key: base.customerId, data }];
      }
    }
  },
};

function start({ at, subscription, rateIn, customer }: StartSubscription): SubscriptionEvent {
  const { customerId, currency } = subscription;
  if (customer === undefined) throw unknownCustomer(customerId);
  const data = { ...present(subscription), rate: rateIn(currency) };
  return { type: 'SubscriptionStarted', schema: 1, occurredAt: at, key: customerId, data };
}

/** What every later event has, once it is clear that it may follow. */
function follow({ id, change, at }: Later, { started }: Subscription) {
  if (started === undefined)
    throw new Problem('not-found', `there is no subscription ${id}: start it first`, [
      { field: 'subscriptionId', detail: 'is not known' },
    ]);
  const { content } = started;
  if (at < started.at) throw tooEarly(id, at, started.at);
  return { base: { id, customerId: content.customerId, change }, content, at };
}

function tooEarly(id: string, at: string, startedAt: string): Problem {
  const detail = `this is dated ${at}, before the subscription ${id} was started at ${startedAt}: correct the date`;
  return new Problem('before-its-start', detail, [{ field: 'occurredAt', detail: 'lies before the start' }]);
}

/**
 * Between two cancellings there is a resuming, so that each of them ends it: one that is dated where it is cancelled, or so that one already
 * recorded would find it cancelled, is refused. A resuming takes nothing away, wherever it comes.
 */
function checkCancelling({ id, change, at, said: { endsAt = at } }: CancelSubscription, { turns }: Subscription): void {
  if (endsAt < at)
    throw new Problem(
      'before-its-start',
      `it would end at ${endsAt}, before it is cancelled at ${at}: date the cancelling when it ended`,
      [{ field: 'endsAt', detail: 'lies before occurredAt' }],
    );
  const place = { at, id: change };
  const before = turns.findLast((other) => isBefore(other, place));
  const after = turns.find((other) => isBefore(place, other));
  if (before?.cancelled === true)
    throw alreadyCancelled(`the subscription ${id} is cancelled at ${at}, since ${before.at}: resume it first`);
  if (after?.cancelled === true)
    throw alreadyCancelled(
      `the subscription ${id} was cancelled at ${after.at}, and a cancelling dated ${at} would leave that one without effect: ` +
        'resume it first and cancel it after that, or correct the date',
    );
}

function alreadyCancelled(detail: string): Problem {
  return new Problem('subscription-cancelled', detail, [{ field: 'occurredAt', detail: 'meets another cancelling' }]);
}

/** Cancelled right before the place of a resuming, and at the end of its instant: only if both agree it has its effect. */
function checkResuming({ id, change, at }: Later, { turns }: Subscription): void {
  const before = turns.findLast((other) => isBefore(other, { at, id: change }))?.cancelled ?? false;
  const then = turns.findLast((other) => other.at <= at)?.cancelled ?? false;
  if (!before || !then)
    throw new Problem(
      'not-cancelled',
      `the subscription ${id} is not cancelled at ${at}: nothing to do, or correct the date`,
    );
}
