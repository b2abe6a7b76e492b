import { journalFields } from './journal.js';
import { journalId } from './journal-documents.js';
import type { ViewStore } from '#kernel/ports/views.js';

/** Milliseconds by which what is recorded may say an earlier time than what was recorded before it: no clock may go further back. */
export const DISORDER = 120_000;

/** A position before all that was recorded from an instant on, though not the last such one. @param at milliseconds since 1970 */
export async function positionBefore(at: number, views: Pick<ViewStore, 'find'>): Promise<number> {
  const [end] = await views.find('journal', { descending: true, limit: 1 });
  let [low, high] = [0, end === undefined ? 0 : Number(end.id)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [entry] = await views.find('journal', { after: journalId(middle - 1), limit: 1 });
    const { position, recordedAt } = (entry?.body ?? {}) as {
      readonly position?: number;
      readonly recordedAt?: string;
    };
    if (position !== undefined && position <= high && Date.parse(recordedAt ?? '') < at - DISORDER) low = position;
    else high = middle - 1;
  }
  return low;
}

/** Customers about whom anything was recorded after a position. */
export async function customersSince(position: number, views: ViewStore): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { customer } of journalFields(views, {}, position, Infinity)) found.add(customer);
  return found;
}
