import { quantileOf } from '#figures/formulas/quantile.js';
import { toNumber } from '#figures/value.js';
import type { Told } from '#kernel/answer-schema.js';
import type { STEP_CELL } from './step.answers.js';
import type { Way } from './ways.js';

export type StepCell = Told<typeof STEP_CELL>;

/** Until when it is known what happened. */
interface Until {
  readonly asOf: number;
  readonly today: number;
}

/** Whether a day is over: nothing that is dated later falls on it. */
function isOver(day: number, { asOf, today }: Until): boolean {
  return day <= asOf && day < today;
}

/**
 * What became of customers at each of so many steps.
 * @param last the last day on which anybody enters with them
 */
export function stepCells(
  ways: readonly Way[],
  steps: number,
  { last, within, ...until }: Until & { readonly last: number; readonly within: number },
): readonly StepCell[] {
  const took = Array.from({ length: steps }, (_, i) => ways.filter(({ days }) => days.length > i));
  return took.map((own, i) => ({
    step: i + 1,
    customers: own.length,
    share: shareOf(own.length, ways.length),
    fromPrevious: i === 0 ? null : shareOf(own.length, took[i - 1]?.length ?? 0),
    medianDays: i === 0 ? null : medianOf(own.map(({ days }) => (days[i] ?? 0) - (days[i - 1] ?? 0))),
    incomplete: !isOver(i === 0 ? last : last + within, until),
  }));
}

function shareOf(some: number, all: number): number | null {
  return toNumber({ numerator: BigInt(some), denominator: BigInt(all) });
}

/** Linear between two middle ones (type 7), exactly. */
function medianOf(days: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const one of days) counts.set(one, (counts.get(one) ?? 0) + 1);
  const found = quantileOf(
    [...counts].map(([one, times]) => [BigInt(one), BigInt(times)]),
    1,
    2,
  );
  return found === undefined ? null : toNumber(found);
}
