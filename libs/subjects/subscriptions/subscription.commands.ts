import { aggregate } from '#ledger/aggregate.js';
import { pastInstant } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { amount, whole } from '#ledger/input/number.js';
import { optional } from '#ledger/input/object.js';
import { label, oneOf } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { currencyOrBase } from '../sales/attribution.js';
import { INTERVALS } from './monthly.js';
import {
  subscriptionDecider,
  type CancelSubscription,
  type ChangeSubscription,
  type ResumeSubscription,
  type StartSubscription,
} from './subscription.decider.js';
import { SUBSCRIPTION_EVENTS, type SubscriptionEvent } from './subscription.events.js';

/** A command as far as the caller says it: its customer and the rates of its day are looked up. */
type Asked<Command> = Omit<Command, 'rateIn' | 'customer'>;

const MOST_SEATS = 1_000_000_000;
const LATER = { id: label, subscriptionId: label, occurredAt: instant };
const CHANGED = { amount: optional(amount), seats: optional(whole(MOST_SEATS)), product: optional(label) };

export const STARTING = commandInput(
  'StartSubscription',
  {
    startedAt: instant,
    id: label,
    customerId: label,
    product: label,
    amount,
    currency: currencyOrBase,
    interval: oneOf(INTERVALS),
    seats: optional(whole(MOST_SEATS)),
  },
  ({ startedAt, ...subscription }, reading): Asked<StartSubscription> => ({
    type: 'StartSubscription',
    at: pastInstant('startedAt', startedAt, reading),
    subscription,
  }),
);

export const CHANGE = commandInput(
  'ChangeSubscription',
  { ...LATER, ...CHANGED },
  ({ id: change, subscriptionId: id, occurredAt, ...changed }, reading): Asked<ChangeSubscription> => ({
    type: 'ChangeSubscription',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
    changed,
  }),
  (said, scope) => {
    if (scope.sound && Object.keys(said).every((name) => !(name in CHANGED)))
      scope.fail('', 'must name at least one thing to change');
  },
);

export const CANCELLING = commandInput(
  'CancelSubscription',
  { ...LATER, endsAt: optional(instant), reason: optional(label) },
  ({ id: change, subscriptionId: id, occurredAt, ...said }, reading): CancelSubscription => ({
    type: 'CancelSubscription',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
    said,
  }),
);

export const RESUMING = commandInput(
  'ResumeSubscription',
  LATER,
  ({ id: change, subscriptionId: id, occurredAt }, reading): Asked<ResumeSubscription> => ({
    type: 'ResumeSubscription',
    id,
    change,
    at: pastInstant('occurredAt', occurredAt, reading),
  }),
);

/** The command an event was, as the caller said it. */
function subscriptionSaid({ type, occurredAt, data }: SubscriptionEvent): Said {
  if (type === 'SubscriptionStarted') {
    const { rate: _rate, ...said } = data;
    return { content: { type: 'StartSubscription', ...said, startedAt: occurredAt }, filled: [] };
  }
  const { id: subscriptionId, change: id, customerId: _customer, ...more } = data;
  const { rate: _rate, ...said } = { rate: null, ...more };
  return { content: { type: COMMANDS[type], id, subscriptionId, occurredAt, ...said }, filled: [] };
}

const COMMANDS = {
  SubscriptionChanged: 'ChangeSubscription',
  SubscriptionCancelled: 'CancelSubscription',
  SubscriptionResumed: 'ResumeSubscription',
} as const;

export const SUBSCRIPTION = aggregate('subscription-', {
  decider: subscriptionDecider,
  events: SUBSCRIPTION_EVENTS,
  said: subscriptionSaid,
});
