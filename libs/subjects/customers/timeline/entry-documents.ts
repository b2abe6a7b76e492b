import type { Json } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Document } from '#kernel/ports/views.js';
import type { CollectionSchema } from '#kernel/ports/views-schema.js';
import type { Changes, Ground } from '#kernel/projection.js';
import { readWhole, writeWhole, type Whole } from '#kernel/whole.js';
import type { Entry, PlacedEffect } from './entry.js';
import type { LabelledSeries } from './rows.js';

/**
 * What events added to labelled series, before labels: one document per event, series and day, whose id begins with them. A day's facts are
 * taken back and put again from it when its labels change. Written once, so that a customer's ten thousandth sale of a day costs what the
 * first did.
 */
export const ENTRIES: CollectionSchema = { name: 'entries', fields: [] };

/** Record, own dimensions and measures one after another; most documents have one. */
type StoredEntry = readonly Whole[];

/** @param isKept whether entries of a series are asked for again */
export function entryDocuments(
  { customer, entries, position }: PlacedEffect,
  isKept: (series: string) => boolean,
): Changes['documents'] {
  if (customer === undefined) return [];
  const documents: { readonly id: string; readonly fields: Document['fields']; readonly body: Json[] }[] = [];
  for (const entry of entries) {
    if (!isKept(entry.series)) continue;
    const id = prefixOf(entry.series, entry.day, customer) + positionId(position);
    // An event has entries of one day, or of very few.
    const known = documents.find((document) => document.id === id);
    if (known === undefined) documents.push({ id, fields: {}, body: [stored(entry)] });
    else known.body.push(stored(entry));
  }
  return documents.map((document) => ({ collection: ENTRIES.name, document }));
}

/** What of a series a customer's events up to now added on a day, equal ones added up, none that adds up to nothing. */
export async function entriesOn(
  ground: Pick<Ground, 'find'>,
  series: LabelledSeries,
  day: number,
  customer: string,
): Promise<readonly Entry[]> {
  const found = new Map<string, Entry>();
  for await (const body of bodiesUnder(prefixOf(series.name, day, customer), ground))
    for (const values of body) {
      const entry = read(values, series, day);
      const key = JSON.stringify(values.slice(0, series.own + 1));
      const known = found.get(key)?.measures;
      const measures = entry.measures.map((measure, i) => measure + (known?.[i] ?? 0n));
      found.set(key, { ...entry, measures });
    }
  return [...found.values()].filter(({ measures }) => measures.some((measure) => measure !== 0n));
}

/** A day of a customer has few; those behind them are another's. */
const FEW = 8;
const MANY = 500;
const ID = positionId(0).length;

async function* bodiesUnder(prefix: string, ground: Pick<Ground, 'find'>): AsyncIterable<readonly StoredEntry[]> {
  for (let after = prefix, limit = FEW; ; limit = MANY) {
    const page = await ground.find(ENTRIES.name, { after, limit });
    for (const { id, body } of page) {
      if (!id.startsWith(prefix)) return;
      // Longer is that of a customer whose id goes on where this one's ends.
      if (id.length === prefix.length + ID) yield body as Json & readonly StoredEntry[];
    }
    const last = page.at(-1)?.id;
    if (page.length < limit || last === undefined) return;
    after = last;
  }
}

/** The customer last: an id may have anything in it. */
function prefixOf(series: string, day: number, customer: string): string {
  return `${series} ${String(day)} ${customer} `;
}

function stored({ record, own, measures }: Entry): Json {
  const values: Whole[] = [record];
  for (const value of own) values.push(value);
  for (const measure of measures) values.push(writeWhole(measure));
  return values;
}

function read(values: StoredEntry, { name, own }: LabelledSeries, day: number): Entry {
  return {
    series: name,
    day,
    record: values[0] as string,
    own: values.slice(1, own + 1) as readonly string[],
    measures: values.slice(own + 1).map(readWhole),
  };
}
