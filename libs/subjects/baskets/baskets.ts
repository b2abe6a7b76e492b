import { associationRules } from '#mining/association-rules.js';
import { frequentItemsets, TooManyItemsets, type Itemset } from '#mining/eclat.js';
import { stepping } from '#mining/long-work.js';
import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { ReadOn } from '../read.js';
import type { BASKET_PARTS, BasketRule, Baskets } from './basket.answers.js';
import { basketsSold } from './baskets-sold.js';

export const RULE_SORTS = ['lift', 'confidence', 'support', 'count', 'conviction'] as const;

export interface BasketsQuestion extends AsOf {
  readonly from?: number;
  readonly to: number;
  readonly by: (typeof BASKET_PARTS)[number];
  /** Shares from 0 to 1, read to the millionth. */
  readonly minSupport: number;
  readonly minConfidence: number;
  readonly sort: (typeof RULE_SORTS)[number];
  readonly limit: number;
}

/** More combinations than these are no finding any more, and their rules take long. */
const MOST_ITEMSETS = 200_000;
/** Up to here rules are there within seconds. */
const SOON = { sales: 100_000, items: 1_000 };
/** What was in fewer sales together may well be so by chance. */
const FEW = 5;

/** Rules between the products (or categories) of each sale. @throws Problem `answer-too-large` */
export async function basketRules(
  question: BasketsQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<Baskets> {
  const { from, to, by, minSupport, minConfidence, sort, limit } = question;
  step('facts');
  const { sales, names, baskets, position } = await basketsSold(question, views, catalogue, step);
  const millionths = Math.round(minSupport * 1_000_000);
  const fewest = Math.max(1, Math.ceil((millionths * sales) / 1_000_000));
  step('combinations');
  const itemsets = itemsetsOf(baskets, fewest, step);
  step('rules');
  const rules = associationRules(itemsets, sales, Math.round(minConfidence * 1_000_000), step).map(
    ({ if: left, then, conviction = null, ...rule }): BasketRule => ({
      if: left.map((item) => names[item] as string),
      then: names[then] as string,
      ...rule,
      conviction,
    }),
  );
  return {
    method: 'exact: every combination that is in enough sales (eclat), rules with one on the right',
    from: from === undefined ? null : formatDay(from),
    to: formatDay(to),
    position: String(position),
    by,
    sales,
    itemsets: itemsets.length,
    count: rules.length,
    rules: rules.sort(stepping(inOrder(sort), step)).slice(0, limit),
    warnings: [
      ...(sales > 0 && fewest < FEW
        ? [`a combination counts from ${String(fewest)} sales on: that may be chance`]
        : []),
      ...(sales > SOON.sales || names.length > SOON.items
        ? [`${String(sales)} sales of ${String(names.length)} are more than are gone through within seconds`]
        : []),
    ],
  };
}

function itemsetsOf(baskets: readonly (readonly number[])[], fewest: number, step: Step): readonly Itemset[] {
  try {
    return frequentItemsets(baskets, fewest, MOST_ITEMSETS, step);
  } catch (error) {
    if (!(error instanceof TooManyItemsets)) throw error;
    const detail = `more than ${String(MOST_ITEMSETS)} combinations are in at least ${String(fewest)} sales: ask with a larger minSupport`;
    throw new Problem('answer-too-large', detail);
  }
}

/** The largest first, what is never wrong before all; those alike by how often, then by name. */
function inOrder(sort: BasketsQuestion['sort']): (a: BasketRule, b: BasketRule) => number {
  return (a, b) =>
    descending(a[sort], b[sort]) ||
    descending(a.confidence, b.confidence) ||
    b.count - a.count ||
    compareText(nameOf(a), nameOf(b));
}

function descending(a: number | null, b: number | null): number {
  const [left, right] = [a ?? Infinity, b ?? Infinity];
  return left === right ? 0 : right > left ? 1 : -1;
}

/** Names may have anything in them, but for what parts them here. */
function nameOf({ if: left, then }: BasketRule): string {
  return JSON.stringify([left.length, left, then]);
}
