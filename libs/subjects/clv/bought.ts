import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import { purchaseDaysIn, purchaseDaysRequest, type AsOf } from '../customers/purchase-days.js';

/** What every customer bought, from one state of the facts. */
export interface Bought {
  /** Whole days, ascending, by customer in the order of their ids. */
  readonly days: ReadonlyMap<string, readonly number[]>;
  /** What the days after the first came to together, in millionths of the base currency; no entry where they have no amount in it. */
  readonly again: ReadonlyMap<string, bigint>;
  readonly position: number;
}

/** As of a day, as known at another; voided sales are in neither. @throws Problem `restricted` */
export async function bought(cut: AsOf, views: Views, catalogue: Catalogue): Promise<Bought> {
  const request = purchaseDaysRequest(cut, catalogue);
  const { position, cells } = await views.sums([
    request,
    {
      series: 'sales',
      measures: ['gross', 'discount'],
      where: both({ converted: ['1'], purchase: ['repeat'] }, catalogue.whereSeen('revenue.repeat')),
      group: ['customer'],
      windows: [{ to: cut.asOf }],
      ...(cut.knownAt !== undefined && { recordedTo: cut.knownAt }),
    },
  ]);
  const amounts = (cells[1] ?? []).map(({ group, sums: [gross = 0n, discount = 0n] }): [string, bigint] => {
    return [group[0] ?? '', gross - discount];
  });
  // In one order, whichever facts come in: sums of fractions hang on it in their last digit, and pages have to agree.
  const days = [...purchaseDaysIn(cells[0])].sort(([a], [b]) => compareText(a, b));
  return { days: new Map(days), again: new Map(amounts), position };
}
