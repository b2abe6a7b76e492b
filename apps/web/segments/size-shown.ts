import type { SegmentSize } from '#client/index.js';
import type { Shown } from '../book/answer.js';

const COUNTS = ['opening', 'entered', 'left', 'closing'] as const;

/** How a segment grew and shrank as an answer of months, its columns as they are called. */
export function sizeShown(
  { rows, grain, asOf }: SegmentSize,
  names: Readonly<Record<(typeof COUNTS)[number], string>>,
  book: Pick<Shown['meta'], 'currency' | 'position'>,
): Shown {
  return {
    columns: [
      { name: grain, type: 'string', unit: '' },
      ...COUNTS.map((count) => ({ name: names[count], type: 'integer' as const, unit: 'customers' })),
    ],
    rows: rows.map((row) => ({
      [grain]: row[grain] ?? '',
      ...Object.fromEntries(COUNTS.map((count) => [names[count], row[count]])),
    })),
    totals: Object.fromEntries(COUNTS.map((count) => [names[count], null])),
    meta: { ...book, asOf, knownAt: null, incomplete: [] },
  };
}
