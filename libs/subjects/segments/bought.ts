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
    return [...own].flatMap(([value, found]) => {
      const lines = found.reduce((sum, one) => (one.window <= until ? sum + one.lines : sum), 0n);
      return lines > 0n ? [value] : [];
    });
  };
}
