import type { SQLInputValue } from 'node:sqlite';
import type { Delivery } from '#kernel/delivery.js';

/** A delivery as a row of the table, its columns in their order. */
export function columnsOf(delivery: Delivery): readonly SQLInputValue[] {
  const { id, kind, channel, subject, state, enqueuedAt, due, revision, attempts, body } = delivery;
  return [id, kind, channel, subject, state, enqueuedAt, due, revision, JSON.stringify(attempts), JSON.stringify(body)];
}

/** @param row written by `columnsOf` alone */
export function deliveryOf(row: Readonly<Record<string, unknown>>): Delivery {
  const { enqueued_at: enqueuedAt, attempts, body, ...same } = row;
  const parsed = { attempts: JSON.parse(attempts as string) as unknown, body: JSON.parse(body as string) as unknown };
  return { ...same, enqueuedAt, ...parsed } as Delivery;
}
