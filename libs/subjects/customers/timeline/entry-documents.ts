import type { Json } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import type { Changes, Ground } from '#kernel/projection.js';
import type { Entry, PlacedEffect } from './entry.js';

/**
 * What events added to labelled series, before labels: one document per event, series and day. A day's facts are taken back and put again
 * from it when its labels change. Written once, so that a customer's ten thousandth sale of a day costs what the first did.
 */
export const ENTRIES: CollectionSchema = { name: 'entries', fields: ['day'] };

type StoredEntry = readonly [record: string, own: readonly string[], measures: readonly string[]];

/** @param isKept whether entries of a series are asked for again */
export function entryDocuments(
  { customer, entries, position }: PlacedEffect,
  isKept: (series: string) => boolean,
): Changes['documents'] {
  if (customer === undefined) return [];
  const kept = entries.filter(({ series }) => isKept(series));
  return [...Map.groupBy(kept, ({ series, day }) => keyOf(series, day, customer))].map(([day, own]) => ({
    collection: ENTRIES.name,
    document: { id: `${positionId(position)} ${day}`, fields: { day }, body: own.map(stored) },
  }));
}

/** What of a series a customer's events up to now added on a day, equal ones added up, none that adds up to nothing. */
export async function entriesOn(
  ground: Pick<Ground, 'find'>,
  series: string,
  day: number,
  customer: string,
): Promise<readonly Entry[]> {
  const found = new Map<string, Entry>();
  for await (const { body } of findAll(ground, ENTRIES.name, { where: { day: keyOf(series, day, customer) } }))
    for (const [record, own, measures] of body as Json & readonly StoredEntry[]) {
      const key = JSON.stringify([record, own]);
      const known = found.get(key)?.measures;
      found.set(key, {
        series,
        day,
        record,
        own,
        measures: measures.map((measure, i) => BigInt(measure) + (known?.[i] ?? 0n)),
      });
    }
  return [...found.values()].filter(({ measures }) => measures.some((measure) => measure !== 0n));
}

/** The customer last: an id may have anything in it. */
function keyOf(series: string, day: number, customer: string): string {
  return `${series} ${String(day)} ${customer}`;
}

function stored({ record, own, measures }: Entry): Json {
  return [record, own, measures.map(String)];
}
