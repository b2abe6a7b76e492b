import type { Itemset } from './eclat.js';
import { NEVER_ENDS, type OnStep } from './long-work.js';

/** Baskets with all items of one side have the item of the other so often. */
export interface AssociationRule {
  /** At least one, ascending. */
  readonly if: readonly number[];
  readonly then: number;
  /** Baskets with all of it. */
  readonly count: number;
  /** count / baskets */
  readonly support: number;
  /** count / baskets with the left side */
  readonly confidence: number;
  /** confidence / share of baskets with the right side: 1 where neither says anything of the other. */
  readonly lift: number;
  /** How many times more often the rule would be wrong if both sides had nothing to do with each other; undefined where it never is. */
  readonly conviction: number | undefined;
}

/**
 * Every rule with one item on its right that holds in at least a share of its baskets.
 * @param itemsets all that are frequent enough, their parts among them @param leastMillionths that share, in millionths, so that it is met exactly
 */
export function associationRules(
  itemsets: readonly Itemset[],
  baskets: number,
  leastMillionths: number,
  onStep: OnStep = NEVER_ENDS,
): readonly AssociationRule[] {
  const counts = new Map(
    itemsets.map(({ items, count }) => {
      onStep();
      return [items.join(' '), count];
    }),
  );
  const countOf = (items: readonly number[]): number => counts.get(items.join(' ')) as number;
  return itemsets.flatMap(({ items, count }) => {
    onStep();
    if (items.length < 2) return [];
    return items.flatMap((then): AssociationRule[] => {
      const left = items.filter((item) => item !== then);
      const [lefts, rights] = [countOf(left), countOf([then])];
      if (count * 1_000_000 < leastMillionths * lefts) return [];
      const conviction = lefts === count ? undefined : ((baskets - rights) * lefts) / (baskets * (lefts - count));
      return [
        {
          ...{ if: left, then, count, support: count / baskets, confidence: count / lefts },
          ...{ lift: (count * baskets) / (lefts * rights), conviction },
        },
      ];
    });
  });
}
