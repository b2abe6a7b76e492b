import type { EventType, EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';

/** Permanent: what the streams of consents are called, one for each customer. */
export const CONSENT_STREAM = 'consent-';

/** From an instant on a customer agrees, or does not, to be written to through a channel. Nothing of it is of a person: it outlives an erasure. */
type Said = {
  readonly customerId: string;
  readonly channel: string;
  /** Counts what was said of the customer's consents, from 1. */
  readonly change: number;
};

export type ConsentGiven = EventOf<'ConsentGiven', Said>;
export type ConsentWithdrawn = EventOf<'ConsentWithdrawn', Said>;
export type ConsentEvent = ConsentGiven | ConsentWithdrawn;

const TYPE: EventType = { schema: 1, check: checkShape };

export const CONSENT_EVENTS: EventTypes = { ConsentGiven: TYPE, ConsentWithdrawn: TYPE };

function checkShape({ data }: NewEvent): void {
  needText(data, 'customerId', 'channel');
  const { change } = data as Partial<Said>;
  if (!Number.isSafeInteger(change) || Number(change) < 1) throw new Error('change must be a whole number from 1');
}
