import type { JournalEntry } from '#figures/journal/journal.js';
import { compareText } from '#kernel/compare.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { MeaningOf } from '../customers/merging/journals.js';
import { SALE_DIMENSIONS } from '../sales/sale.dimensions.js';
import type { KnownFacts } from './known-facts.js';

/**
 * What customers ever bought by the ends of some days: sales that were not voided, whatever was given back of them.
 * @param days ascending @param of whom; everybody where absent
 */
export async function boughtUpTo(
  what: 'product' | 'category',
  days: readonly number[],
  { knownAt, views }: Pick<KnownFacts, 'knownAt' | 'views'>,
  of?: readonly string[],
): Promise<(customer: string, day: number) => readonly string[]> {
  const windows = days.map((to, i) => (i === 0 ? { to } : { from: (days[i - 1] ?? to) + 1, to }));
  const { cells } = await views.sums([
    {
      series: 'sales',
      measures: ['lines'],
      where: of === undefined ? {} : { customer: of },
      group: ['customer', what],
      windows,
      ...(knownAt !== undefined && { recordedTo: knownAt.day }),
    },
  ]);
  const bought = new Map<string, Map<string, { readonly window: number; readonly lines: bigint }[]>>();
  for (const { group, window, sums } of cells[0] ?? []) {
    const [customer = '', value = ''] = group;
    if (customer === '' || value === '') continue;
    const own = bought.get(customer) ?? new Map<string, { readonly window: number; readonly lines: bigint }[]>();
    bought.set(customer, own);
    own.set(value, [...(own.get(value) ?? []), { window, lines: sums[0] ?? 0n }]);
  }
  const windowOf = new Map(days.map((day, i) => [day, i]));
  return (customer, day) => {
    const until = windowOf.get(day) ?? -1;
    const own = bought.get(customer) ?? [];
    return [...own]
      .flatMap(([value, found]) => {
        const lines = found.reduce((sum, one) => (one.window <= until ? sum + one.lines : sum), 0n);
        return lines > 0n ? [value] : [];
      })
      .sort(compareText);
  };
}

/** In the order of the schema of `sales`. */
const LINES = 1;

/** The same of one customer, by some of what is recorded about it: the facts that its events are. */
export function boughtIn(
  what: 'product' | 'category',
  day: number,
  entries: readonly JournalEntry[],
  { calendar, effectOf }: MeaningOf,
): readonly string[] {
  const place = SALE_DIMENSIONS.indexOf(what);
  const lines = new Map<string, bigint>();
  for (const entry of entries) {
    const effect = effectOf({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar);
    for (const { series, day: on, own, measures } of effect?.entries ?? []) {
      if (series !== 'sales' || on > day) continue;
      const value = own[place] ?? '';
      lines.set(value, (lines.get(value) ?? 0n) + (measures[LINES] ?? 0n));
    }
  }
  return [...lines].flatMap(([value, count]) => (value !== '' && count > 0n ? [value] : [])).sort(compareText);
}
