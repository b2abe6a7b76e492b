import { digamma, logBeta, logGamma } from './log-gamma.js';
import { NEVER_ENDS, stepping, strides, type OnStep } from './long-work.js';
import type { Slope } from './quasi-newton.js';

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
  const columns = columnsOf(groupsOf(customers, onStep), onStep);
  return {
    /** Of all of them, with its slope along each parameter. */
    logLikelihood: ([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[]): Slope =>
      likelihood(columns, { r, alpha, a, b }),
  };
}

type Group = Repeats & { readonly count: number };
type Columns = ReturnType<typeof columnsOf>;

/** In one order for all, so that the sum is the same whoever comes first. */
function groupsOf(customers: readonly Repeats[], onStep: OnStep): readonly Group[] {
  const alike = Map.groupBy(customers, ({ frequency, recency, T }) => {
    onStep();
    return [frequency, recency, T].join(' ');
  });
  const groups = [...alike.values()].map((same) => {
    onStep();
    return { ...(same[0] as Repeats), count: same.length };
  });
  return groups.sort(stepping((p, q) => p.frequency - q.frequency || p.recency - q.recency || p.T - q.T, onStep));
}

/** What differs between groups: how many each is, and where in the lists its frequency and its times are. */
function columnsOf(groups: readonly Group[], onStep: OnStep) {
  const distinct = (of: (group: Group) => readonly number[]) => {
    const values = new Set<number>();
    for (const [from, to] of strides(groups.length, onStep))
      for (let i = from; i < to; i++) for (const value of of(groups[i] as Group)) values.add(value);
    const list = [...Float64Array.from(values).sort(stepping((p, q) => p - q, onStep))];
    return { list, at: new Map(list.map((value, i) => [value, i])) };
  };
  const frequencies = distinct(({ frequency }) => [frequency]);
  const times = distinct(({ recency, T }) => [recency, T]);
  const column = (of: (group: Group) => number) => {
    onStep();
    return Uint32Array.from(groups, of);
  };
  const counts = column(({ count }) => count);
  const own = column(({ frequency }) => frequencies.at.get(frequency) as number);
  const customers = new Float64Array(frequencies.list.length);
  for (const [i, k] of own.entries()) customers[k] = (customers[k] as number) + (counts[i] as number);
  return {
    frequencies: Float64Array.from(frequencies.list),
    /** Of each frequency. */
    customers,
    times: Float64Array.from(times.list),
    counts,
    own,
    last: column(({ recency }) => times.at.get(recency) as number),
    end: column(({ T }) => times.at.get(T) as number),
  };
}

/** What hangs on how a group bought: its times, and whether it may be lost since the last of them. */
function likelihood({ frequencies, customers, times, counts, own, last, end }: Columns, model: Model): Slope {
  const { r, alpha, a, b } = model;
  const log = times.map((time) => Math.log(alpha + time));
  const inverse = times.map((time) => 1 / (alpha + time));
  const odds = frequencies.map((x) => Math.log(a / (b + x - 1)));
  /** Of each frequency, how many of it are likely lost. */
  const lost = new Float64Array(frequencies.length);
  let [value, alongR, alongAlpha] = [0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const [k, count] = [own[i] as number, counts[i] as number];
    const power = r + (frequencies[k] as number);
    const until = log[end[i] as number] as number;
    const overEnd = inverse[end[i] as number] as number;
    value -= count * power * until;
    alongR -= count * until;
    alongAlpha -= count * power * overEnd;
    // Who never came again cannot be lost.
    if (frequencies[k] === 0) continue;
    const again = until - (log[last[i] as number] as number);
    const z = (odds[k] as number) + power * again;
    const small = Math.exp(-Math.abs(z));
    const likely = count * (z > 0 ? 1 / (1 + small) : small / (1 + small));
    value += count * (Math.max(0, z) + Math.log1p(small));
    lost[k] = (lost[k] as number) + likely;
    alongR += likely * again;
    alongAlpha += likely * power * (overEnd - (inverse[last[i] as number] as number));
  }
  const rest = ofFrequencies({ frequencies, customers, lost }, model);
  const { value: common, gradient } = rest;
  const [ofR = NaN, ofAlpha = NaN, ...ofLoss] = gradient;
  return { value: value + common, gradient: [alongR + ofR, alongAlpha + ofAlpha, ...ofLoss] };
}

interface Model {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** What hangs on the frequency alone. */
function ofFrequencies(
  { frequencies, customers, lost }: Pick<Columns, 'frequencies' | 'customers'> & { readonly lost: Float64Array },
  { r, alpha, a, b }: Model,
): Slope {
  const common = r * Math.log(alpha) - logGamma(r) - logBeta(a, b);
  const [ofR, ofSum, ofB] = [Math.log(alpha) - digamma(r), digamma(a + b), digamma(b)];
  let value = 0;
  const along = [0, 0, 0, 0] as [number, number, number, number];
  for (const [k, x] of frequencies.entries()) {
    const [count, gone] = [customers[k] as number, lost[k] as number];
    const stayed = digamma(a + b + x);
    value += count * (common + logGamma(r + x) + logBeta(a, b + x));
    along[0] += count * (ofR + digamma(r + x));
    along[1] += (count * r) / alpha;
    along[2] += count * (ofSum - stayed) + gone / a;
    if (x > 0) along[3] += count * (digamma(b + x) - stayed - ofB + ofSum) - gone / (b + x - 1);
  }
  return { value, gradient: along };
}
