import type { Calendar } from '#kernel/time/calendar.js';
import { positionId } from '#kernel/position-id.js';
import type { Effect } from '../customers/timeline/entry.js';
import { insertByInstant } from '../customers/timeline/history.js';
import type { ConsentEvent } from './consent.events.js';

/** What a customer agrees to is kept in its history: it moves nobody, and no figure is made of it. */
export function consentEffect({ type, occurredAt: at, data }: ConsentEvent, calendar: Calendar): Effect {
  const { customerId: customer, channel, change } = data;
  const day = calendar.dayOf(at);
  const said = { at, day, id: positionId(change), channel, given: type === 'ConsentGiven' };
  return { customer, day, entries: [], change: ({ consents }) => insertByInstant(consents, said) };
}
