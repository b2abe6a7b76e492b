import type { Catalogue } from '#figures/catalogue.js';
import type { Views } from '#kernel/ports/views.js';

/** What a question about all customers' purchases is cut by. */
export interface AsOf {
  readonly asOf: number;
  readonly knownAt?: number;
}

/** The purchase days of every customer who ever bought, ascending: those that are seen. @throws Problem `restricted` */
export async function purchaseDays(
  { asOf, knownAt }: AsOf,
  views: Views,
  catalogue: Catalogue,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const recordedTo = knownAt === undefined ? {} : { recordedTo: knownAt };
  const where = catalogue.whereSeen('purchase_gap.count');
  const request = { series: 'gaps', measures: ['buyers'], where, group: ['customer', 'day'] };
  const { cells } = await views.sums([{ ...request, windows: [{ to: asOf }], ...recordedTo }]);
  const days = new Map<string, number[]>();
  for (const { group, sums } of cells[0] ?? []) {
    if ((sums[0] ?? 0n) <= 0n) continue;
    const [customer = '', day] = group;
    const known = days.get(customer);
    if (known === undefined) days.set(customer, [Number(day)]);
    else known.push(Number(day));
  }
  for (const list of days.values()) list.sort((a, b) => a - b);
  return days;
}
