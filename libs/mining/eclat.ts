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
 * share; here as bits). Pairs are counted basket by basket first: most that could be are in too few, and baskets are short.
 * @param baskets the items of each, as whole numbers from 0 on; the same twice is once
 * @param fewest at least 1 @throws TooManyItemsets for more than `most`
 */
export function frequentItemsets(
  baskets: readonly (readonly number[])[],
  fewest: number,
  most = Infinity,
  onStep: OnStep = NEVER_ENDS,
): readonly Itemset[] {
  const found: Itemset[] = [];
  /** Whatever begins with one of these, which all begin alike but for their last item, and goes on with one of its partners. */
  const extend = (begun: readonly Begun[], partnersOf: (place: number) => readonly Begun[]): void => {
    for (const [place, one] of begun.entries()) {
      if (found.push({ items: one.items, count: one.count }) > most)
        throw new TooManyItemsets(`more than ${String(most)} itemsets`);
      const further = partnersOf(place).flatMap((other) => {
        onStep();
        return joined(one, other, fewest) ?? [];
      });
      if (further.length > 0) extend(further, (at) => further.slice(at + 1));
    }
  };
  const frequent = frequentIn(baskets, fewest, onStep);
  const begun = frequent.items.map((item, place) =>
    single(item, frequent.holders[place] ?? [], baskets.length, onStep),
  );
  const partners = partnersIn(frequent, fewest, onStep);
  extend(begun, (place) => partners(place).map((other) => begun[other] as Begun));
  return found;
}

interface Begun extends Itemset {
  /** A bit for each basket, set where it has all of the items. */
  readonly bits: Int32Array;
}

/** The items that are in enough baskets, ascending; what else is told of them goes by their places here. */
interface Frequent {
  readonly items: readonly number[];
  /** The places of what is in each basket. */
  readonly baskets: readonly (readonly number[])[];
  /** In which baskets each is. */
  readonly holders: readonly (readonly number[])[];
}

function frequentIn(all: readonly (readonly number[])[], fewest: number, onStep: OnStep): Frequent {
  const counts = new Map<number, number>();
  const distinct = all.map((basket) => {
    onStep();
    const different = basket.length < 2 ? basket : [...new Set(basket)];
    for (const item of different) counts.set(item, (counts.get(item) ?? 0) + 1);
    return different;
  });
  const items = [...counts].flatMap(([item, count]) => (count >= fewest ? [item] : [])).sort((a, b) => a - b);
  const placeOf = new Map(items.map((item, place) => [item, place]));
  const holders = items.map((): number[] => []);
  const baskets = distinct.map((basket, number) => {
    onStep();
    const places = basket.flatMap((item) => placeOf.get(item) ?? []);
    for (const place of places) holders[place]?.push(number);
    return places;
  });
  return { items, baskets, holders };
}

/** Of the item at a place the places of those after it that are in enough baskets with it. */
function partnersIn({ items, baskets, holders }: Frequent, fewest: number, onStep: OnStep) {
  return (place: number): readonly number[] => {
    const counts = new Uint32Array(items.length);
    for (const number of holders[place] ?? []) {
      onStep();
      for (const other of baskets[number] ?? []) counts[other] = (counts[other] as number) + 1;
    }
    const partners: number[] = [];
    for (let other = place + 1; other < counts.length; other++)
      if ((counts[other] as number) >= fewest) partners.push(other);
    return partners;
  };
}

const BITS = 32;

function single(item: number, holders: readonly number[], baskets: number, onStep: OnStep): Begun {
  onStep();
  const bits = new Int32Array(Math.ceil(baskets / BITS));
  for (const number of holders) bits[number >>> 5] = (bits[number >>> 5] as number) | (1 << (number & 31));
  return { items: [item], count: holders.length, bits };
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
