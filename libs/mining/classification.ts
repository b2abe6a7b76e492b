import { stepping, type OnStep } from './long-work.js';
import { meanOf } from './forecast/grades.js';

/** What was said of something, between 0 and 1, and whether it came. */
export interface Judged {
  readonly score: number;
  readonly came: boolean;
}

/** How often one that came has the higher score than one that did not, equal ones counting half; undefined where all are one. */
export function areaUnderCurve(judged: readonly Judged[], onStep?: OnStep): number | undefined {
  const ascending = judged.toSorted(stepping((a, b) => a.score - b.score, onStep));
  const came = judged.filter((one) => one.came).length;
  const pairs = came * (judged.length - came);
  if (pairs === 0) return undefined;
  let ranks = 0;
  for (let from = 0; from < ascending.length;) {
    let to = from;
    while (to < ascending.length && ascending[to]?.score === ascending[from]?.score) to++;
    // Equal scores share the mean of their ranks, from 1.
    const tied = ascending.slice(from, to).filter((one) => one.came).length;
    ranks += tied * ((from + 1 + to) / 2);
    from = to;
  }
  return (ranks - (came * (came + 1)) / 2) / pairs;
}

/** The mean squared error of what was said; undefined of none. */
export function brierScore(judged: readonly Judged[]): number | undefined {
  return meanOf(judged.map(({ score, came }) => (score - (came ? 1 : 0)) ** 2));
}

/** Those of about equal scores: what was said of them on average, and how often it came. */
export interface Calibrated {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly predicted: number;
  readonly actual: number;
}

/** In groups of equal size, from the lowest scores to the highest; equal scores are in one group. */
export function calibration(judged: readonly Judged[], groups: number, onStep?: OnStep): readonly Calibrated[] {
  const ascending = judged.toSorted(stepping((a, b) => a.score - b.score, onStep));
  const found: Calibrated[] = [];
  for (let from = 0, group = 1; from < ascending.length; group++) {
    let to = Math.max(from + 1, Math.round((group * ascending.length) / groups));
    while (to < ascending.length && ascending[to]?.score === ascending[to - 1]?.score) to++;
    const own = ascending.slice(from, to);
    found.push({
      count: own.length,
      from: own[0]?.score ?? 0,
      to: own.at(-1)?.score ?? 0,
      predicted: meanOf(own.map(({ score }) => score)) ?? 0,
      actual: meanOf(own.map(({ came }) => (came ? 1 : 0))) ?? 0,
    });
    from = to;
  }
  return found;
}
