import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import type { Way } from './ways.js';

/** Tables of more rows are for nobody to read. */
const MOST_ROWS = 10_000;

export interface Entered {
  readonly cohort: string;
  readonly parts: readonly string[];
  readonly ways: readonly Way[];
}

/**
 * Those who entered together, in the order of their cohorts and parts.
 * @param cohortOf the name of the cohort of whoever enters on a day
 * @throws Problem `answer-too-large`
 */
export function enteredTogether(
  ways: Iterable<Way>,
  cohortOf: (day: number) => string,
  step: Step,
): readonly Entered[] {
  const found = new Map<string, { readonly cohort: string; readonly parts: readonly string[]; readonly ways: Way[] }>();
  for (const way of ways) {
    step();
    const [parts, cohort] = [way.parts, cohortOf(way.days[0] ?? 0)];
    const key = JSON.stringify([cohort, ...parts]);
    const own = found.get(key) ?? { cohort, parts, ways: [] };
    own.ways.push(way);
    found.set(key, own);
    if (found.size > MOST_ROWS) throw tooMany();
  }
  return [...found.values()].sort(inOrder);
}

function inOrder(one: Entered, other: Entered): number {
  const [a, b] = [one, other].map(({ cohort, parts }) => [cohort, ...parts]);
  const at = (a ?? []).findIndex((part, i) => part !== b?.[i]);
  return at < 0 ? 0 : compareText(a?.[at] ?? '', b?.[at] ?? '');
}

function tooMany(): Problem {
  const detail = `there are more than ${String(MOST_ROWS)} cohorts and parts: ask by less, for fewer days or in longer periods`;
  return new Problem('answer-too-large', detail);
}
