import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';

/** What a question about all customers' purchases is cut by. */
export interface AsOf {
  readonly asOf: number;
  readonly knownAt?: number;
}

/** The purchase days of every customer who ever bought, ascending: those that are seen. @throws Problem `restricted` */
export async function purchaseDays(
  cut: AsOf,
  views: Views,
  catalogue: Catalogue,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { cells } = await views.sums([purchaseDaysRequest(cut, catalogue)]);
  return purchaseDaysIn(cells[0]);
}

/** To ask for them with other sums, from one state of the facts. @throws Problem `restricted` */
export function purchaseDaysRequest({ asOf, knownAt }: AsOf, catalogue: Catalogue): SumRequest {
  return {
    series: 'gaps',
    measures: ['buyers'],
    where: catalogue.whereSeen('purchase_gap.count'),
    group: ['customer', 'day'],
    windows: [{ to: asOf }],
    // Who is excluded on the day is in no list of who bought.
    excluding: { as: 'level' },
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
}

/** To ask for what purchases came to in the base currency, see `amountIn`. @throws Problem `restricted` */
export function purchaseAmountsRequest(
  { asOf, knownAt }: AsOf,
  catalogue: Catalogue,
  { purchase, group }: { readonly purchase: readonly ('first' | 'repeat')[]; readonly group: SumRequest['group'] },
): SumRequest {
  return {
    series: 'sales',
    measures: ['gross', 'discount'],
    where: both({ converted: ['1'], purchase }, catalogue.whereSeen('revenue.repeat')),
    group,
    windows: [{ to: asOf }],
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
}

/** In millionths. */
export function amountIn([gross = 0n, discount = 0n]: Cell['sums']): bigint {
  return gross - discount;
}

/** @param step called for each of them */
export function purchaseDaysIn(
  cells: readonly Cell[] = [],
  step: Step = () => undefined,
): ReadonlyMap<string, readonly number[]> {
  const days = new Map<string, number[]>();
  for (const { group, sums } of cells) {
    step();
    if ((sums[0] ?? 0n) <= 0n) continue;
    const [customer = '', day] = group;
    const known = days.get(customer);
    if (known === undefined) days.set(customer, [Number(day)]);
    else known.push(Number(day));
  }
  for (const list of days.values()) {
    step();
    list.sort((a, b) => a - b);
  }
  return days;
}
