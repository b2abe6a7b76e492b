/** Called within every loop that may take long, up to millions of times a second: what it throws ends the work there. */
export type OnStep = () => void;

/** For whoever waits to the end. */
export const NEVER_ENDS: OnStep = () => undefined;

/** Rows between two steps: of some tens of numbers each that is less than a tenth of a millisecond. */
const STRIDE = 256;

/** The places from 0 to a count, part by part with a step before each: within one a loop is as fast as without. */
export function* strides(count: number, onStep: OnStep): Iterable<readonly [from: number, to: number]> {
  for (let from = 0; from < count; from += STRIDE) {
    onStep();
    yield [from, Math.min(count, from + STRIDE)];
  }
}

/** The order of a sort with a step before each comparison, of which there are many more than of what is sorted. */
export function stepping<Item>(
  order: (a: Item, b: Item) => number,
  onStep: OnStep = NEVER_ENDS,
): (a: Item, b: Item) => number {
  return (a, b) => {
    onStep();
    return order(a, b);
  };
}
