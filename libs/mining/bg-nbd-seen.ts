import { logBeta, logGamma } from './log-gamma.js';
import { NEVER_ENDS, stepping, strides, type OnStep } from './long-work.js';

/** What the purchases of a customer come to: how often again after the first, when last and how long it was seen, both since the first. */
export interface Repeats {
  readonly frequency: number;
  /** 0 where it never came again. */
  readonly recency: number;
  readonly T: number;
}

/**
 * Customers, those alike as one. Of a likelihood most is the same for many of them: what hangs on the frequency or on a time alone is
 * worked out once for each there is, so that what is left for each customer is a few sums.
 */
export function seenAlike(customers: readonly Repeats[], onStep: OnStep = NEVER_ENDS) {
  const alike = Map.groupBy(customers, ({ frequency, recency, T }) => {
    onStep();
    return [frequency, recency, T].join(' ');
  });
  const groups = [...alike.values()].map((same) => {
    onStep();
    return { ...(same[0] as Repeats), count: same.length };
  });
  // One order for all, so that the sum is the same whoever comes first.
  groups.sort(stepping((p, q) => p.frequency - q.frequency || p.recency - q.recency || p.T - q.T, onStep));
  const distinct = (of: (group: (typeof groups)[number]) => readonly number[]) => {
    const values = new Set<number>();
    for (const [from, to] of strides(groups.length, onStep))
      for (let i = from; i < to; i++) for (const value of of(groups[i] as (typeof groups)[number])) values.add(value);
    const list = [...Float64Array.from(values).sort(stepping((p, q) => p - q, onStep))];
    return { list, at: new Map(list.map((value, i) => [value, i])) };
  };
  const frequencies = distinct(({ frequency }) => [frequency]);
  const times = distinct(({ recency, T }) => [recency, T]);
  const column = (of: (group: (typeof groups)[number]) => number) => {
    onStep();
    return Uint32Array.from(groups, of);
  };
  const counts = column(({ count }) => count);
  const own = column(({ frequency }) => frequencies.at.get(frequency) as number);
  const last = column(({ recency }) => times.at.get(recency) as number);
  const end = column(({ T }) => times.at.get(T) as number);
  return {
    logLikelihood: ([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[]): number => {
      const log = Float64Array.from(times.list, (time) => Math.log(alpha + time));
      const common = r * Math.log(alpha) - logGamma(r) - logBeta(a, b);
      const constants = Float64Array.from(frequencies.list, (x) => common + logGamma(r + x) + logBeta(a, b + x));
      const lost = Float64Array.from(frequencies.list, (x) => Math.log(a / (b + x - 1)));
      const powers = Float64Array.from(frequencies.list, (x) => r + x);
      let sum = 0;
      for (let i = 0; i < counts.length; i++) {
        const k = own[i] as number;
        const power = powers[k] as number;
        const until = log[end[i] as number] as number;
        const again = until - (log[last[i] as number] as number);
        // Who never came again cannot be lost.
        const left = frequencies.list[k] === 0 ? 0 : softPlus((lost[k] as number) + power * again);
        sum += (counts[i] as number) * ((constants[k] as number) - power * until + left);
      }
      return sum;
    },
  };
}

/** log(1 + e^z), for z of any size. */
function softPlus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}
