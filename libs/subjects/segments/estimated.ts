import { compareText } from '#kernel/compare.js';
import type { Step } from '#kernel/step.js';
import { monthOf, parseDay } from '#kernel/time/calendar.js';
import { fitBgNbd, probabilityAlive } from '#mining/bg-nbd.js';
import { clustered } from '../clusters/clustered.js';
import { firstFrom, type DayTotals } from '../customers/timeline/history.js';
import { repeatsOf } from '../clv/estimates.js';

/** What is estimated of everybody together. */
export const ESTIMATES = ['cluster', 'p_alive'] as const;
export type Estimate = (typeof ESTIMATES)[number];

/** Everybody who ever bought, with the days of purchases. */
export type Buyers = readonly { readonly id: string; readonly purchases: readonly DayTotals[] }[];

/** What is estimated of a customer on a day; undefined of whom nothing is. */
export type Estimated = (estimate: Estimate, customer: string, day: number) => number | undefined;

/**
 * As `GET /v1/clv` and `GET /v1/clusters` have it, as of the first day of the month that a day is in: within a month nothing of it changes.
 * @param days that are asked for @param wanted what of it is
 */
export function estimatedOn(
  days: readonly number[],
  wanted: readonly Estimate[],
  buyers: Buyers,
  step: Step = () => undefined,
): Estimated {
  // In one order, for sums of fractions hang on it.
  const all = buyers.toSorted((a, b) => compareText(a.id, b.id));
  const months = new Set(days.map(monthBegun));
  const found = new Map(
    [...months].map((asOf) => {
      const made = wanted.map((estimate) => [estimate, MADE[estimate](boughtBy(all, asOf, step), asOf, step)] as const);
      return [asOf, new Map(made)] as const;
    }),
  );
  return (estimate, customer, day) => found.get(monthBegun(day))?.get(estimate)?.get(customer);
}

/** The first day of its month. */
export function monthBegun(day: number): number {
  return parseDay(`${monthOf(day).name}-01`) ?? day;
}

function boughtBy(all: Buyers, asOf: number, step: Step): Buyers {
  return all.flatMap(({ id, purchases }) => {
    step();
    const count = firstFrom(purchases, asOf + 1);
    return count === 0 ? [] : [{ id, purchases: purchases.slice(0, count) }];
  });
}

type Made = (buyers: Buyers, asOf: number, step: Step) => ReadonlyMap<string, number>;

const MADE: Readonly<Record<Estimate, Made>> = {
  p_alive: (buyers, asOf, step) => {
    const seen = buyers.map(({ id, purchases }) => {
      const days = purchases.map(({ day }) => day);
      return [id, repeatsOf(days, asOf, 'week')] as const;
    });
    const model = fitBgNbd(
      seen.map(([, repeats]) => repeats),
      step,
    );
    return new Map(model === undefined ? [] : seen.map(([id, repeats]) => [id, probabilityAlive(model, repeats)]));
  },
  cluster: (buyers, asOf, step) => {
    // The usual features: gaps and interactions are none of them.
    const measured = buyers.map(({ id, purchases }) => {
      const days = purchases.map(({ day }) => day);
      const spent = purchases.reduce((sum, { amount }) => sum + amount, 0n);
      const recency = asOf - (days.at(-1) ?? asOf);
      const monetary = Number(spent) / 1_000_000;
      return { id, recency, frequency: days.length, monetary, gap: 0, interactions: 0, spent };
    });
    const { assignment } = clustered(measured, ['recency', 'frequency', 'monetary'], 'auto', step);
    return new Map(measured.map(({ id }, i) => [id, (assignment[i] ?? 0) + 1]));
  },
};
