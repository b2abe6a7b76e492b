import { canonicalJson } from '#kernel/canonical.js';
import { compareText } from '#kernel/compare.js';
import type { AuditableViews, Document, ViewStore } from '#kernel/ports/views.js';
import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';

const PAGE = 1_000;

/** What a look at every event of a log found. */
export interface LogAudit {
  /** Up to where it was looked at: all of it, or what is in order before the fault. */
  readonly position: number;
  /** Of the log up to there: two logs with the same one are the same. */
  readonly digest: string;
  /** Up to here the digests were computed after the events had been recorded, by the release that began to keep them; 0 for no event. */
  readonly linkedLater: number;
  /** The first event that is not as it was recorded, in a sentence. */
  readonly fault?: string;
}

/** The first place where two versions of the read models differ, in a sentence; undefined where they are equal. */
export async function firstDifference(stored: AuditableViews, right: AuditableViews): Promise<string | undefined> {
  const difference = await firstDifferentFact(stored, right);
  if (difference !== undefined) return difference;
  for (const { name } of stored.schema.collections) {
    const difference = await firstDifferentDocument(name, stored, right);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** What facts are walked through of. */
type Facts = Pick<AuditableViews, 'schema' | 'dump'>;

/** The first fact in which they differ, in a sentence. */
export async function firstDifferentFact(stored: Facts, right: Facts): Promise<string | undefined> {
  for (const series of stored.schema.series) {
    const difference = await firstDifferentRow(series, stored, right);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Both dumps are in the same order, so the first pair that differs is the place. */
async function firstDifferentRow(series: SeriesSchema, stored: Facts, right: Facts): Promise<string | undefined> {
  const ours = stored.dump(series.name)[Symbol.asyncIterator]();
  const theirs = right.dump(series.name)[Symbol.asyncIterator]();
  for (;;) {
    const [a, b] = await Promise.all([ours.next(), theirs.next()]);
    const have = a.done === true ? undefined : a.value;
    const want = b.done === true ? undefined : b.value;
    if (have === undefined && want === undefined) return undefined;
    if (have === undefined || want === undefined || show(series, have) !== show(series, want))
      return `series ${series.name} differs: stored ${show(series, have)}, right is ${show(series, want)}`;
  }
}

function show({ dimensions, measures }: SeriesSchema, row: Row | undefined): string {
  if (row === undefined) return 'nothing';
  const named = dimensions
    .map((name, i): [string, string] => [name, row.dimensions[i] ?? ''])
    .filter(([, value]) => value !== '');
  const sums = Object.keys(measures).map((name, i): [string, string] => [name, String(row.measures[i])]);
  const days = { day: dateOf(row.valid), recorded: dateOf(row.recorded), mark: row.mark };
  return JSON.stringify({
    ...days,
    customer: row.customer,
    record: row.record,
    ...Object.fromEntries(named),
    ...Object.fromEntries(sums),
  });
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

async function firstDifferentDocument(
  collection: string,
  stored: AuditableViews,
  right: AuditableViews,
): Promise<string | undefined> {
  for await (const [first] of differentDocuments(collection, stored, right))
    if (first !== undefined) return documentDiffers(collection, first);
  return undefined;
}

/** A document as it is stored and as it would be right; undefined where there is none. */
export interface DifferentDocument {
  readonly id: string;
  readonly have: Document | undefined;
  readonly want: Document | undefined;
}

/** Page by page what differs of a collection, in the order of the ids; a page may have nothing. */
export async function* differentDocuments(
  collection: string,
  stored: Pick<ViewStore, 'find'>,
  right: Pick<ViewStore, 'find'>,
): AsyncIterable<readonly DifferentDocument[]> {
  for (let after: string | undefined; ;) {
    const page = { limit: PAGE, ...(after !== undefined && { after }) };
    const pages = await Promise.all([stored.find(collection, page), right.find(collection, page)]);
    // Of a page that is not the last one the next may have an id between its last and the other's.
    const ends = pages.flatMap((one) => (one.length < PAGE ? [] : [one.at(-1)?.id ?? '']));
    const end = ends.toSorted(compareText)[0];
    const [have, want] = pages.map((one) => new Map(one.map((document) => [document.id, document] as const))) as [
      Map<string, Document>,
      Map<string, Document>,
    ];
    yield [...new Set([...have.keys(), ...want.keys()])]
      .filter((id) => end === undefined || compareText(id, end) <= 0)
      .map((id) => ({ id, have: have.get(id), want: want.get(id) }))
      .filter((one) => text(one.have) !== text(one.want))
      .toSorted((a, b) => compareText(a.id, b.id));
    if (end === undefined) return;
    after = end;
  }
}

/** What differs, in a sentence. */
export function documentDiffers(collection: string, { have, want }: Omit<DifferentDocument, 'id'>): string {
  return `collection ${collection} differs: stored ${text(have)}, right is ${text(want)}`;
}

/** All of a document as text: equal ones have the same. */
export function text(document: Document | undefined): string {
  return document === undefined
    ? 'nothing'
    : canonicalJson({ id: document.id, fields: document.fields, body: document.body });
}
