import { NEVER_ENDS, type OnStep } from './long-work.js';

/** Items that occur together: their places in the list of items, ascending, and in how many baskets all of them are. */
export interface Itemset {
  readonly items: readonly number[];
  readonly count: number;
}

/** There are more itemsets than are wanted. */
export class TooManyItemsets extends Error {
  override readonly name = 'TooManyItemsets';
}

/**
 * Every itemset that is in at least `fewest` baskets, exactly (Zaki 2000: the baskets of an itemset are those of its parts that two of them
 * share; here as bits). @param baskets the items of each, as whole numbers from 0 on; the same twice is once
 * @param fewest at least 1 @throws TooManyItemsets for more than `most`
 */
export function frequentItemsets(
  baskets: readonly (readonly number[])[],
  fewest: number,
  most = Infinity,
  onStep: OnStep = NEVER_ENDS,
): readonly Itemset[] {
  const found: Itemset[] = [];
  const add = (itemset: Itemset): void => {
    if (found.push(itemset) > most) throw new TooManyItemsets(`more than ${String(most)} itemsets`);
  };
  /** Whatever begins with one of these, which all begin alike but for their last item. */
  const extend = (begun: readonly Begun[]): void => {
    for (const [i, one] of begun.entries()) {
      add({ items: one.items, count: one.count });
      const further = begun.slice(i + 1).flatMap((other) => {
        onStep();
        return joined(one, other, fewest) ?? [];
      });
      if (further.length > 0) extend(further);
    }
  };
  extend(single(baskets, fewest, onStep));
  return found;
}

interface Begun extends Itemset {
  /** A bit for each basket, set where it has all of the items. */
  readonly bits: Int32Array;
}

const BITS = 32;

function single(baskets: readonly (readonly number[])[], fewest: number, onStep: OnStep): readonly Begun[] {
  const counts = new Map<number, number>();
  for (const basket of baskets)
    for (const item of new Set(basket)) {
      onStep();
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
  const words = Math.ceil(baskets.length / BITS);
  const begun = new Map(
    [...counts]
      .filter(([, count]) => count >= fewest)
      .sort(([a], [b]) => a - b)
      .map(([item, count]) => [item, { items: [item], count, bits: new Int32Array(words) }]),
  );
  for (const [i, basket] of baskets.entries())
    for (const item of basket) {
      onStep();
      const bits = begun.get(item)?.bits;
      if (bits !== undefined) bits[i >>> 5] = (bits[i >>> 5] as number) | (1 << (i & 31));
    }
  return [...begun.values()];
}

/** Counted before it is kept: most pairs are in too few. */
function joined(one: Begun, other: Begun, fewest: number): Begun | undefined {
  const [a, b] = [one.bits, other.bits];
  let count = 0;
  for (let i = 0; i < a.length; i++) count += setBits((a[i] as number) & (b[i] as number));
  if (count < fewest) return undefined;
  return { items: [...one.items, ...other.items.slice(-1)], count, bits: a.map((word, i) => word & (b[i] as number)) };
}

/** How many bits of a word are set, by adding up ever longer fields. */
function setBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
