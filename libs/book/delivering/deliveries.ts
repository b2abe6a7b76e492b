import { decodeCursor, encodeCursor, badCursor } from '#figures/cursor.js';
import type { Delivery, DeliveryState } from '#kernel/delivery.js';
import { Problem } from '#kernel/problem.js';
import type { Book } from '../book.js';
import type { DeliveriesTold, DeliveryTold } from './delivery.answers.js';

export interface AskedDeliveries {
  readonly channel?: string;
  readonly state?: DeliveryState;
  readonly subject?: string;
  readonly limit: number;
  /** `next` of an earlier page. */
  readonly cursor?: string;
}

/** A page of what was to leave the house, the newest first. @throws Problem for a cursor that none of its pages gave out */
export async function listDeliveries(
  { outbox }: Pick<Book, 'outbox'>,
  { limit, cursor, ...equal }: AskedDeliveries,
): Promise<DeliveriesTold> {
  const before = cursor === undefined ? undefined : placeOf(decodeCursor(equal, cursor));
  // One more tells whether there is a further page.
  const found = await outbox().find({ ...equal, ...(before && { before }), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? encodeCursor(equal, [last.enqueuedAt, last.id]) : null;
  return { deliveries: page.map(told), next };
}

/** Makes one due now, a given up one too; unchanged while it is under way or delivered. @throws Problem `not-found` */
export async function retryDelivery(
  { outbox, clock }: Pick<Book, 'outbox' | 'clock'>,
  id: string,
): Promise<DeliveryTold> {
  const delivery = await outbox().retry(id, clock().toISOString());
  if (delivery === undefined) throw new Problem('not-found', `there is no delivery ${id}`);
  return told(delivery);
}

/** A delivery as callers see it. */
export function told({ id, channel, subject, state, enqueuedAt, due, attempts, body }: Delivery): DeliveryTold {
  return { id, channel, subject, state, enqueuedAt, due, attempts, body };
}

function placeOf(place: unknown): Pick<Delivery, 'enqueuedAt' | 'id'> {
  const [enqueuedAt, id] = Array.isArray(place) ? (place as readonly unknown[]) : [];
  if (typeof enqueuedAt !== 'string' || typeof id !== 'string') throw badCursor();
  return { enqueuedAt, id };
}
