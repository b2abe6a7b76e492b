import type { SQLInputValue } from 'node:sqlite';
import type { Delivery } from '#kernel/delivery.js';

/** A delivery as a row of the table, its columns in their order. */
export function columnsOf(delivery: Delivery): readonly SQLInputValue[] {
  const { id, kind, channel, subject, state, enqueuedAt, due, revision, attempts, body, lane } = delivery;
  const texts = [JSON.stringify(attempts), JSON.stringify(body)];
  const inLane = [lane?.name ?? null, lane?.place ?? null];
  return [id, kind, channel, subject, state, enqueuedAt, due, revision, ...texts, ...inLane];
}

/** @param row written by `columnsOf` alone */
export function deliveryOf(row: Readonly<Record<string, unknown>>): Delivery {
  // A copy of an outbox may be of before there were lanes.
  const { enqueued_at: enqueuedAt, attempts, body, lane: name, place, ...same } = row;
  const lane = typeof name === 'string' ? { lane: { name, place } } : {};
  const parsed = { attempts: JSON.parse(attempts as string) as unknown, body: JSON.parse(body as string) as unknown };
  return { ...same, enqueuedAt, ...parsed, ...lane } as Delivery;
}
