import type { Calendar } from '#kernel/time/calendar.js';
import type { Effect } from '../customers/timeline/entry.js';
import { addSaid } from '../customers/timeline/history.js';
import type { Step } from './subscription-course.js';
import type { SubscriptionEvent } from './subscription.events.js';

export const SERIES = 'subscriptions';

/** What is said of a subscription is kept in its customer's history, which its facts are worked out of. */
export function subscriptionEffect(event: SubscriptionEvent, calendar: Calendar): Effect {
  const { occurredAt: at, data } = event;
  const day = calendar.dayOf(at);
  const id = event.type === 'SubscriptionStarted' ? '' : event.data.change;
  const said = { at, day, id, record: `subscription-${data.id}`, content: stepOf(event, calendar) };
  return { customer: data.customerId, day, entries: [], change: (history) => addSaid(history, SERIES, said) };
}

function stepOf(event: SubscriptionEvent, calendar: Calendar): Step {
  switch (event.type) {
    case 'SubscriptionStarted': {
      const { product, interval, currency, rate, amount } = event.data;
      return { kind: 'started', product, interval, currency, rate, amount };
    }
    case 'SubscriptionChanged': {
      const { product, amount, rate } = event.data;
      return {
        kind: 'changed',
        rate,
        ...(product !== undefined && { product }),
        ...(amount !== undefined && { amount }),
      };
    }
    case 'SubscriptionCancelled': {
      const { endsAt = event.occurredAt, reason = '' } = event.data;
      return { kind: 'cancelled', endsAt, endsOn: calendar.dayOf(endsAt), reason };
    }
    case 'SubscriptionResumed':
      return { kind: 'resumed', rate: event.data.rate };
  }
}
