import type { Catalogue } from '#figures/catalogue.js';
import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import type { AsOf } from '../customers/purchase-days.js';
import { salesCounted, soldMeasure } from '../sales/sales-counted.js';
import type { BASKET_PARTS } from './basket.answers.js';

/** The lines of more sales do not fit into a reader's memory. */
const MOST_SALES = 300_000;

export interface Sold {
  readonly sales: number;
  /** In the order of the alphabet. */
  readonly names: readonly string[];
  /** Places in `names`, of each sale that has any. */
  readonly baskets: readonly (readonly number[])[];
  readonly position: number;
}

interface SoldQuestion extends AsOf {
  readonly from?: number;
  readonly to: number;
  readonly by: (typeof BASKET_PARTS)[number];
}

/**
 * What was in each sale of some days, as known; voided sales are none, and what was given back was bought. @throws Problem
 * `answer-too-large` for more sales than can be held at once
 */
export async function basketsSold(
  question: SoldQuestion,
  views: Views,
  catalogue: Catalogue,
  step: Step,
): Promise<Sold> {
  const { from, to, asOf, knownAt, by } = question;
  const common = {
    series: 'sales',
    where: catalogue.whereSeen('orders'),
    excluding: { as: 'flow' } as const,
    windows: [{ ...(from !== undefined && { from }), to: Math.min(to, asOf) }],
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
  const orders = { ...common, ...salesCounted(catalogue.rows), group: [] };
  const first = await views.sums([orders]);
  if (countOf(first.cells[0]) > MOST_SALES)
    throw new Problem(
      'answer-too-large',
      `that are ${String(countOf(first.cells[0]))} sales, and ${String(MOST_SALES)} are the most: ask for a shorter span`,
    );
  // Counted again with what was in them, from one state of the facts.
  const sold = { ...common, measures: [soldMeasure(catalogue.rows)], group: ['record', by] };
  const { position, cells } = await views.sums([orders, sold]);
  return { ...together(cells[1], step), sales: countOf(cells[0]), position };
}

function countOf(cells: readonly Cell[] = []): number {
  return Number(cells[0]?.sums[0] ?? 0n);
}

function together(cells: readonly Cell[] = [], step: Step): Pick<Sold, 'names' | 'baskets'> {
  const sold = cells.filter(({ group: [, name = ''], sums: [lines = 0n] }) => {
    step();
    return lines > 0n && name !== '';
  });
  const names = [...new Set(sold.map(({ group: [, name = ''] }) => name))].sort(compareText);
  const at = new Map(names.map((name, i) => [name, i]));
  const baskets = new Map<string, number[]>();
  for (const {
    group: [sale = '', name = ''],
  } of sold) {
    step();
    const basket = baskets.get(sale) ?? [];
    basket.push(at.get(name) as number);
    baskets.set(sale, basket);
  }
  return { names, baskets: [...baskets.values()] };
}
