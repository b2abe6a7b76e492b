import type { Catalogue } from '#figures/catalogue.js';
import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { stepping } from '#mining/long-work.js';
import {
  amountIn,
  purchaseAmountsRequest,
  purchaseDaysIn,
  purchaseDaysRequest,
  type AsOf,
} from '../customers/purchase-days.js';

/** What every customer bought, from one state of the facts. */
export interface Bought {
  /** Whole days, ascending, by customer in the order of their ids. */
  readonly days: ReadonlyMap<string, readonly number[]>;
  /** What the days after the first came to together, in millionths of the base currency; no entry where they have no amount in it. */
  readonly again: ReadonlyMap<string, bigint>;
  readonly position: number;
}

/** As of a day, as known at another; voided sales are in neither. @throws Problem `restricted` */
export async function bought(cut: AsOf, views: Views, catalogue: Catalogue, step: Step): Promise<Bought> {
  step('facts');
  const { position, cells } = await views.sums([
    purchaseDaysRequest(cut, catalogue),
    purchaseAmountsRequest(cut, catalogue, { purchase: ['repeat'], group: ['customer'] }),
  ]);
  const amounts = (cells[1] ?? []).map(({ group, sums }): [string, bigint] => {
    step();
    return [group[0] ?? '', amountIn(sums)];
  });
  // In one order, whichever facts come in: sums of fractions hang on it in their last digit, and pages have to agree.
  const days = [...purchaseDaysIn(cells[0], step)].sort(stepping(([a], [b]) => compareText(a, b), step));
  return { days: new Map(days), again: new Map(amounts), position };
}
