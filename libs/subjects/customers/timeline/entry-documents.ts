import { JOURNAL } from '#figures/journal/journal-documents.js';
import type { RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Views } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import type { Changes } from '#kernel/projection.js';
import type { Effect, Entry, PlacedEffect } from './entry.js';
import type { LabelledSeries } from './rows.js';

/**
 * Which events added to labelled series: one document per event, series and day, whose id begins with them. A day's facts are taken back
 * and put again from it when its labels change: what an event added is worked out from the journal once more. Written once, so that a
 * customer's ten thousandth sale of a day costs what the first did.
 */
export const ENTRIES: CollectionSchema = { name: 'entries', fields: [] };

/** What an event that was folded before did to its customer's timeline. */
export type EffectOf = (event: RecordedEvent) => Effect | undefined;

/** All there is to say of an event is in the id. */
const THERE = 1;

/** @param isKept whether entries of a series are asked for again */
export function entryDocuments(
  { customer, entries, position }: PlacedEffect,
  isKept: (series: string) => boolean,
): Changes['documents'] {
  if (customer === undefined) return [];
  const documents: Changes['documents'][number][] = [];
  let last: Entry | undefined;
  for (const entry of entries) {
    const { series, day } = entry;
    // Mostly all of an event are of one series and day, and of few others where not.
    if (last?.series === series && last.day === day) continue;
    last = entry;
    if (!isKept(series)) continue;
    const id = prefixOf(series, day, customer) + positionId(position);
    if (documents.some(({ document }) => document.id === id)) continue;
    documents.push({ collection: ENTRIES.name, document: { id, fields: NO_FIELDS, body: THERE } });
  }
  return documents;
}

const NO_FIELDS = {};

interface Ground {
  readonly views: Pick<Views, 'find' | 'get'>;
  readonly effectOf: EffectOf;
}

/**
 * What of a series a customer's events up to now added on a day, without what was taken back. Each is by itself, as it was added: amounts that
 * are one fact together are rounded together in another currency.
 */
export async function entriesOn(
  { views, effectOf }: Ground,
  series: Pick<LabelledSeries, 'name'>,
  day: number,
  customer: string,
): Promise<readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for await (const event of eventsUnder(prefixOf(series.name, day, customer), views))
    for (const entry of effectOf(event)?.entries ?? []) {
      if (entry.series !== series.name || entry.day !== day) continue;
      const key = JSON.stringify([entry.record, entry.own]);
      const known = found.get(key) ?? [];
      found.set(key, known);
      const back = known.findIndex(({ measures }) =>
        measures.every((measure, i) => measure === -(entry.measures[i] ?? 0n)),
      );
      if (back < 0) known.push(entry);
      else known.splice(back, 1);
    }
  return [...found.values()].flat();
}

/** A day of a customer has few; those behind them are another's. */
const FEW = 8;
const MANY = 500;
const ID = positionId(0).length;

/** In the order of the log. */
async function* eventsUnder(prefix: string, views: Ground['views']): AsyncIterable<RecordedEvent> {
  for (let after = prefix, limit = FEW; ; limit = MANY) {
    const page = await views.find(ENTRIES.name, { after, limit });
    const under = page.filter(({ id }) => id.startsWith(prefix));
    // Longer is that of a customer whose id goes on where this one's ends.
    const ids = under.filter(({ id }) => id.length === prefix.length + ID).map(({ id }) => id.slice(prefix.length));
    if (ids.length > 0) yield* await eventsIn(ids, views);
    const last = page.at(-1)?.id;
    if (under.length < limit || last === undefined) return;
    after = last;
  }
}

async function eventsIn(ids: readonly string[], views: Ground['views']): Promise<readonly RecordedEvent[]> {
  const found = await views.get(JOURNAL, ids);
  if (found.length < ids.length) throw new Error('the journal lacks an event that facts were made of');
  const inOrder = found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return inOrder.map(({ body }) => body as object as RecordedEvent);
}

/** The customer last: an id may have anything in it. */
function prefixOf(series: string, day: number, customer: string): string {
  return `${series} ${String(day)} ${customer} `;
}
