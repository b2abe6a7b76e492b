import { Type } from 'typebox';
import { EVENT } from '#figures/journal/journal.answers.js';
import { DECIMAL, INSTANT, named, nullable, oneOf, text, type Told } from '#kernel/answer-schema.js';
import { INTERVALS } from './monthly.js';

/** What is shown of a subscription. */
export const SUBSCRIPTION_SHOWN = named('Subscription', 'A subscription as of now', {
  id: text('as the caller gave it'),
  status: oneOf(['running', 'cancelled']),
  startedAt: INSTANT,
  endsAt: nullable(INSTANT, 'when it ends or ended; null while it is not cancelled'),
  customerId: text('whose it is'),
  product: text('as last said'),
  amount: DECIMAL,
  currency: text('ISO 4217'),
  interval: oneOf(INTERVALS),
  seats: Type.Optional(Type.Integer({ minimum: 0 })),
  reason: Type.Optional(text('why it was cancelled')),
  journal: Type.Array(EVENT),
});
export type SubscriptionShown = Told<typeof SUBSCRIPTION_SHOWN>;
