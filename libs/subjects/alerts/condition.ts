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
