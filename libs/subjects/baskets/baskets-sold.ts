import type { Catalogue } from '#figures/catalogue.js';
import { compareText } from '#kernel/compare.js';
import { columnsIn } from '#kernel/ports/cell-columns.js';
import type { CellColumns, Views } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import { stepping } from '#mining/long-work.js';
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
  const [first] = columnsIn(await views.sums([orders]), step);
  if (countOf(first) > MOST_SALES)
    throw new Problem(
      'answer-too-large',
      `that are ${String(countOf(first))} sales, and ${String(MOST_SALES)} are the most: ask for a shorter span`,
    );
  // Counted again with what was in them, from one state of the facts.
  const sold = { ...common, measures: [soldMeasure(catalogue.rows)], group: ['record', by] };
  const sums = await views.sums([orders, sold]);
  const [counted, lines] = columnsIn(sums, step);
  return { ...together(lines, step), sales: countOf(counted), position: sums.position };
}

function countOf(counted: CellColumns | undefined): number {
  return Number(counted?.sums[0]?.[0] ?? 0n);
}

/** @param lines by sale and name */
function together(lines: CellColumns | undefined, step: Step): Pick<Sold, 'names' | 'baskets'> {
  const [sales, named] = lines?.groups ?? [];
  const [counts] = lines?.sums ?? [];
  if (sales === undefined || named === undefined || counts === undefined) return { names: [], baskets: [] };
  const names = new Set<string>();
  const sold: number[] = [];
  for (const [line, name] of named.at.entries()) {
    step();
    const text = named.texts[name] ?? '';
    if (text === '' || (counts[line] ?? 0n) <= 0n) continue;
    names.add(text);
    sold.push(line);
  }
  const inOrder = [...names].sort(stepping(compareText, step));
  const places = new Map(inOrder.map((name, place) => [name, place]));
  const baskets = new Map<number, number[]>();
  for (const line of sold) {
    step();
    const [sale, name] = [sales.at[line] as number, named.texts[named.at[line] as number] as string];
    const basket = baskets.get(sale) ?? [];
    basket.push(places.get(name) as number);
    baskets.set(sale, basket);
  }
  return { names: inOrder, baskets: [...baskets.values()] };
}
