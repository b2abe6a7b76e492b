import { readDecimal } from '#kernel/decimal.js';
import type { Figure } from '#figures/value.js';
import type { AlertRule, Bounds, Condition } from './alert-rule.js';

/** What a figure says of a condition: it holds, it is over, or neither: between the threshold and where it clears, or no figure. */
export type Verdict = 'holds' | 'clears' | 'neither';

/** A figure of a part as it is judged. */
export interface Sight {
  /** What is compared: the figure, its change, or what is attained of its target; null where there is none. */
  readonly value: Figure;
  /** Of `anomaly`: where it was expected; absent where too little is known to expect anything. */
  readonly expected?: readonly [number, number];
  /** Of `noData`: whether there was a fact. */
  readonly hasFacts?: boolean;
}

/** Judges a figure by the condition of a rule alone. */
export function verdictOf({ condition, clear }: Pick<AlertRule, 'condition' | 'clear'>, sight: Sight): Verdict {
  if ('noData' in condition) return sight.hasFacts === true ? 'clears' : 'holds';
  const { value, expected } = sight;
  if (value === null) return 'neither';
  if ('anomaly' in condition) {
    if (expected === undefined) return 'neither';
    const [low, high] = expected;
    return Number(value) < low || Number(value) > high ? 'holds' : 'clears';
  }
  const said = typeof clear === 'object' ? undefined : clear;
  if ('outside' in condition) return outside(value, condition.outside, boundsIn(clear, condition.outside));
  if ('inside' in condition) return inside(value, condition.inside, boundsIn(clear, condition.inside));
  const { above, below } = thresholds(condition);
  if (above !== undefined) return beyond(compare(value, above) > 0, compare(value, said ?? above) <= 0);
  return beyond(compare(value, below ?? '0') < 0, compare(value, said ?? below ?? '0') >= 0);
}

/** The least and the most of some figures. */
export type Extent = readonly [least: string | number, most: string | number];

/** Undefined where one of them is a ratio, or there are none: what is no figure is passed over. */
export function leastAndMost(figures: readonly Figure[]): Extent | undefined {
  let found: Extent | undefined;
  for (const figure of figures) {
    if (figure === null) continue;
    if (typeof figure === 'number' && !Number.isSafeInteger(figure)) return undefined;
    const [least, most] = found ?? [figure, figure];
    found = [compare(figure, String(least)) < 0 ? figure : least, compare(figure, String(most)) > 0 ? figure : most];
  }
  return found;
}

/** Whether the condition may hold of a figure between two others: of most rules it does not, whichever of them it is. */
export function mayHold({ condition }: Pick<AlertRule, 'condition'>, [least, most]: Extent): boolean {
  if ('above' in condition) return compare(most, condition.above) > 0;
  if ('below' in condition) return compare(least, condition.below) < 0;
  if ('outside' in condition)
    return compare(least, condition.outside[0]) < 0 || compare(most, condition.outside[1]) > 0;
  if ('inside' in condition) return compare(most, condition.inside[0]) >= 0 && compare(least, condition.inside[1]) <= 0;
  return true;
}

/** Below 0 where a figure is less than a decimal, above where it is more: exactly, but for ratios. */
function compare(figure: string | number, bound: string): number {
  if (typeof figure === 'number' && !Number.isSafeInteger(figure)) return figure - Number(bound);
  const [one, other] = [readDecimal(String(figure)), readDecimal(bound)];
  return one < other ? -1 : Number(one > other);
}

function thresholds(condition: Exclude<Condition, { readonly outside: Bounds } | { readonly inside: Bounds }>): {
  readonly above?: string;
  readonly below?: string;
} {
  if ('change' in condition) return condition.change;
  if ('attainment' in condition) return condition.attainment;
  return 'above' in condition || 'below' in condition ? condition : {};
}

function boundsIn(clear: AlertRule['clear'], bounds: Bounds): Bounds {
  return typeof clear === 'object' ? clear : bounds;
}

function outside(value: string | number, [low, high]: Bounds, [from, to]: Bounds): Verdict {
  const isOut = compare(value, low) < 0 || compare(value, high) > 0;
  return beyond(isOut, compare(value, from) >= 0 && compare(value, to) <= 0);
}

function inside(value: string | number, [low, high]: Bounds, [from, to]: Bounds): Verdict {
  const isIn = compare(value, low) >= 0 && compare(value, high) <= 0;
  return beyond(isIn, compare(value, from) < 0 || compare(value, to) > 0);
}

function beyond(holds: boolean, clears: boolean): Verdict {
  if (holds) return 'holds';
  return clears ? 'clears' : 'neither';
}
