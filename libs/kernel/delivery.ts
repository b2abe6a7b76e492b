import type { Json } from './event.js';

/** What somebody outside is to be told, as it is handed in. */
export interface NewDelivery {
  /** Made from the occasion: the same occasion makes the same id, by which receivers know a repetition. Permanent. */
  readonly id: string;
  /** Who can send it, such as `mail`. */
  readonly kind: string;
  /** The channel it goes through. */
  readonly channel: string;
  /** What it is about, such as the alert that fired. */
  readonly subject: string;
  readonly body: Json;
  /** Those of one lane leave one after another; without one it waits for none. */
  readonly lane?: Lane;
}

/** What keeps deliveries in order: one that is neither delivered nor given up holds up all that come after it in the lane. */
export interface Lane {
  /** Such as the events of a customer to one receiver. */
  readonly name: string;
  /** Its place among them: a whole number. */
  readonly place: number;
}

/** One try, by a claim. Without an end it is under way, or nobody knows how it ended. */
export interface Attempt {
  readonly at: string;
  readonly endedAt?: string;
  /** Why it was not delivered. */
  readonly error?: string;
  /** What is to be known of one that was, such as an address that was refused among others; or why it was put off. */
  readonly note?: string;
}

export const DELIVERY_STATES = ['waiting', 'claimed', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery as an outbox keeps it. All times are RFC 3339 in UTC with milliseconds. */
export interface Delivery extends NewDelivery {
  readonly enqueuedAt: string;
  readonly state: DeliveryState;
  /** Waiting: when it is tried next. Claimed: when the claim runs out. Else when it ended. */
  readonly due: string;
  /** The earliest first. */
  readonly attempts: readonly Attempt[];
  /** How often it has changed: of two changes that follow the same one, one happens. */
  readonly revision: number;
}

/** How an attempt ended: delivered, put off where it has a note and a next time, or failed; one that failed without a next time is given up. */
export type Outcome =
  | 'delivered'
  | { readonly note: string; readonly retryAt?: string }
  | { readonly error: string; readonly retryAt?: string };

export function enqueued(delivery: NewDelivery, now: string): Delivery {
  const { id, kind, channel, subject, body, lane } = delivery;
  const said = { id, kind, channel, subject, body, ...(lane && { lane }) };
  return { ...said, enqueuedAt: now, state: 'waiting', due: now, attempts: [], revision: 0 };
}

/** Whether it can be claimed: it waits and its time has come, or whoever claimed it has let its claim run out. */
export function isDue({ state, due }: Pick<Delivery, 'state' | 'due'>, now: string): boolean {
  return isOpen({ state }) && due <= now;
}

/** Whether it is neither delivered nor given up. */
export function isOpen({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'waiting' || state === 'claimed';
}

export function claimed(delivery: Delivery, now: string, until: string): Delivery {
  return changed(delivery, { state: 'claimed', due: until, attempts: [...delivery.attempts, { at: now }] });
}

/** @param delivery claimed by who says how it ended */
export function settled(delivery: Delivery, now: string, outcome: Outcome): Delivery {
  const before = delivery.attempts.slice(0, -1);
  const at = delivery.attempts.at(-1)?.at ?? now;
  if (outcome === 'delivered')
    return changed(delivery, { state: 'delivered', due: now, attempts: [...before, { at, endedAt: now }] });
  const { retryAt, ...said } = outcome;
  const attempts = [...before, { at, endedAt: now, ...said }];
  if (retryAt !== undefined) return changed(delivery, { state: 'waiting', due: retryAt, attempts });
  return changed(delivery, { state: 'note' in said ? 'delivered' : 'failed', due: now, attempts });
}

/** Tried again now, also where it had been given up; undefined where it is under way or delivered. */
export function retried(delivery: Delivery, now: string): Delivery | undefined {
  const { state } = delivery;
  return state === 'waiting' || state === 'failed' ? changed(delivery, { state: 'waiting', due: now }) : undefined;
}

function changed(delivery: Delivery, change: Partial<Delivery>): Delivery {
  return { ...delivery, ...change, revision: delivery.revision + 1 };
}
