import { parkedId, type Stale } from '#engine/project/parking.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { ViewStore } from '#kernel/ports/views.js';
import type { JournalEntry, StaleSince } from './journal.answers.js';

export type { StaleSince } from './journal.answers.js';

/** Of customers those that are stale. */
export async function staleAmong(
  views: Pick<ViewStore, 'get'>,
  customers: readonly string[],
): Promise<ReadonlyMap<string, StaleSince>> {
  const found = await views.get('stale', customers);
  return new Map(
    found.map(({ id, body }) => {
      const { since, type, reason } = body as object as Stale;
      return [id, { since: String(since), type, reason }];
    }),
  );
}

/** Everybody and everything that is stale: what waits comes into their documents without another event. */
export async function staleKeys(views: Pick<ViewStore, 'find'>): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const { id } of findAll(views, 'stale')) keys.add(id);
  return keys;
}

/** The entries of a customer that figures are made of: not those that wait. */
export function countedOf(entries: readonly JournalEntry[], stale: StaleSince | undefined): readonly JournalEntry[] {
  return stale === undefined ? entries : entries.filter(({ position }) => Number(position) < Number(stale.since));
}

/** The positions of the entries that wait to be decoded. */
export async function parkedAmong(
  views: Pick<ViewStore, 'get'>,
  entries: readonly JournalEntry[],
): Promise<ReadonlySet<string>> {
  const found = await views.get(
    'parked',
    entries.map(({ position }) => parkedId(Number(position))),
  );
  return new Set(found.map(({ id }) => String(Number(id))));
}
