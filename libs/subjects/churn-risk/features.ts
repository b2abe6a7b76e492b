import { allowedDays, medianGap } from '../customers/overdue.js';
import type { CustomerKnown } from './known-at.js';

/** What risk is judged by, by the names that reasons have. Several numbers may stand for one of them. */
export const FEATURES = ['recency', 'frequency', 'gap', 'money', 'interactions', 'tenure', 'tier'] as const;
export type Feature = (typeof FEATURES)[number];

/** How a customer stood at the end of a day, from nothing that happened after it. */
export interface Standing {
  readonly daysSince: number;
  readonly purchases: number;
  /** The median of the days between purchases; undefined with one purchase day. */
  readonly usualGap: number | undefined;
  /** What was spent in the last days, and in as many before them, in millionths. */
  readonly spent: bigint;
  readonly spentBefore: bigint;
  readonly interactions: number;
  readonly tenure: number;
  readonly tier: string;
}

/** More than so many usual gaps late is as late as can be. */
const LATEST = 50;

/** @param span how many days are the last ones @returns undefined for whoever had not bought by then */
export function standingAt(customer: CustomerKnown, origin: number, span: number): Standing | undefined {
  const days = customer.daysUpTo(origin);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    daysSince: origin - last,
    purchases: days.length,
    usualGap: medianGap(days),
    spent: customer.spentIn(origin - span + 1, origin),
    spentBefore: customer.spentIn(origin - 2 * span + 1, origin - span),
    interactions: customer.interactionsIn(origin - span + 1, origin),
    tenure: origin - first,
    tier: customer.tier,
  };
}

/** Numbers, and what each of them stands for. @param tiers those there are: each is a number of its own */
export function numbersOf(standing: Standing, tiers: readonly string[]): readonly number[] {
  const { daysSince, purchases, usualGap, spent, spentBefore, interactions, tenure, tier } = standing;
  return [
    Math.log1p(daysSince),
    Math.log1p(purchases),
    usualGap === undefined ? 0 : Math.log1p(Math.min(LATEST, daysSince / usualGap)),
    usualGap === undefined ? 1 : 0,
    trendOf(Number(spent), Number(spentBefore)),
    Math.log1p(Math.max(0, interactions)),
    Math.log1p(tenure),
    ...tiers.map((one) => (one === tier ? 1 : 0)),
  ];
}

/** What the number at a place stands for. */
export function featureAt(place: number): Feature {
  return (['recency', 'frequency', 'gap', 'gap', 'money', 'interactions', 'tenure'] as const)[place] ?? 'tier';
}

/** The rule of `/v1/overdue`. */
export function isOverdue({ daysSince, purchases, usualGap }: Standing): boolean {
  const allowed = usualGap === undefined ? undefined : allowedDays(purchases, usualGap);
  return allowed !== undefined && daysSince > allowed;
}

/** From -1 where nothing is spent any more to 1 where nothing was before; 0 where neither was. */
function trendOf(now: number, before: number): number {
  const [a, b] = [Math.max(0, now), Math.max(0, before)];
  return a + b === 0 ? 0 : (a - b) / (a + b);
}
