import { canonicalJson } from '#kernel/canonical.js';
import type { AuditableViews, Document } from '#kernel/ports/views.js';
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
  for (const series of stored.schema.series) {
    const difference = await firstDifferentRow(series, stored, right);
    if (difference !== undefined) return difference;
  }
  for (const { name } of stored.schema.collections) {
    const difference = await firstDifferentDocument(name, stored, right);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Both dumps are in the same order, so the first pair that differs is the place. */
async function firstDifferentRow(
  series: SeriesSchema,
  stored: AuditableViews,
  right: AuditableViews,
): Promise<string | undefined> {
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
  for (let after: string | undefined; ;) {
    const page = { limit: PAGE, ...(after !== undefined && { after }) };
    const [have, want] = await Promise.all([stored.find(collection, page), right.find(collection, page)]);
    const length = Math.max(have.length, want.length);
    for (let i = 0; i < length; i++) {
      if (text(have[i]) !== text(want[i]))
        return `collection ${collection} differs: stored ${text(have[i])}, right is ${text(want[i])}`;
    }
    if (length < PAGE) return undefined;
    after = have.at(-1)?.id;
  }
}

function text(document: Document | undefined): string {
  return document === undefined
    ? 'nothing'
    : canonicalJson({ id: document.id, fields: document.fields, body: document.body });
}
