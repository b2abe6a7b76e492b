import { readableOf } from '#figures/journal/journal.js';
import { isBefore } from '#ledger/by-instant.js';
import { journalTold, type ToldOn } from '../customers/entries-seen.js';
import { NO_PARAMETERS, reads } from '../read.js';
import { SUBSCRIPTION_SHOWN, type SubscriptionShown } from './subscription.answers.js';
import { SUBSCRIPTION_EVENTS, type SubscriptionEvent } from './subscription.events.js';

/** What it has one of on a day: those of its customer. */
const ONE_OF = ['region', 'salesperson', 'segment', 'tier'];

/**
 * A subscription as of now, with its journal; to whoever sees some rows only, what was said of it while its customer stood inside.
 * @throws Problem `not-found`; `restricted` for who is narrowed to what subscriptions have several or none of
 */
export async function subscriptionDetail(id: string, on: ToldOn): Promise<SubscriptionShown> {
  const journal = await journalTold('subscription', id, ONE_OF, on);
  const [first, ...later] = readableOf(`subscription ${id}`, journal, SUBSCRIPTION_EVENTS);
  const { data, occurredAt } = first as object as Extract<SubscriptionEvent, { readonly type: 'SubscriptionStarted' }>;
  const { rate: _rate, ...started } = data;
  const shown: SubscriptionShown = { ...started, status: 'running', startedAt: occurredAt, endsAt: null, journal };
  return (later as object as Later[]).sort((a, b) => (isBefore(placeOf(a), placeOf(b)) ? -1 : 1)).reduce(after, shown);
}

type Later = Exclude<SubscriptionEvent, { readonly type: 'SubscriptionStarted' }>;

function placeOf({ occurredAt, data }: Later) {
  return { at: occurredAt, id: data.change };
}

/** What is cancelled stays as it was cancelled first, until it is resumed. */
function after(shown: SubscriptionShown, { type, data, occurredAt }: Later): SubscriptionShown {
  switch (type) {
    case 'SubscriptionChanged': {
      const { product = shown.product, amount = shown.amount, seats = shown.seats } = data;
      return { ...shown, product, amount, ...(seats !== undefined && { seats }) };
    }
    case 'SubscriptionCancelled': {
      if (shown.status === 'cancelled') return shown;
      const { endsAt = occurredAt, reason } = data;
      return { ...shown, status: 'cancelled', endsAt, ...(reason !== undefined && { reason }) };
    }
    case 'SubscriptionResumed': {
      const { reason: _reason, ...running } = shown;
      return { ...running, status: 'running', endsAt: null };
    }
  }
}

export const SUBSCRIPTION_READS = {
  showSubscription: reads({
    path: 'subscriptions/:id',
    parameters: NO_PARAMETERS,
    answers: SUBSCRIPTION_SHOWN,
    example: { summary: 'A subscription', id: 'b-1' },
    ofRows: true,
    answer: ({ id }, on) => subscriptionDetail(id, on),
  }),
};
