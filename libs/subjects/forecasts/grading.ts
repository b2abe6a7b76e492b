import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import type { Figure } from '#figures/value.js';
import { meanOf, sMape } from '#mining/forecast/grades.js';
import type { ForecastNumbers } from './forecast.answers.js';
import type { ForecastAccuracy, GradedPoint } from './kept-forecast.answers.js';

type Point = ForecastNumbers['points'][number];
type Grade = Pick<ForecastAccuracy, 'periods' | 'sMAPE' | 'meanError' | 'meanAbsoluteError' | 'coverage'>;

/** What came of a period: nothing is said of one that is not over. */
export interface Came {
  readonly actual: Figure;
  /** As known when it was over, or when the forecast was made. */
  readonly then: Figure;
}

/** A point beside what came: its miss taken apart into late facts and model, in whole millionths, so that they sum to it exactly. */
export function gradedPoint({ bucket = '', mean: foretold, intervals }: Point, came: Came | undefined): GradedPoint {
  const mean = millionths(foretold);
  const [actual, then] = [exactOf(came?.actual), exactOf(came?.then)];
  return {
    bucket,
    isOver: came !== undefined,
    mean: formatDecimal(mean),
    actual: shown(actual),
    actualThen: shown(then),
    error: shown(less(actual, mean)),
    lateFacts: shown(less(actual, then)),
    model: shown(less(then, mean)),
    inside: Object.fromEntries(
      Object.entries(intervals).map(([level, [low = 0, high = 0]]) => [
        level,
        isWithin(came?.actual ?? null, low, high),
      ]),
    ),
  };
}

/** The grade of all points that have something to be graded by. */
export function gradeOf(
  points: readonly Pick<GradedPoint, 'actual' | 'error' | 'inside'>[],
  levels: readonly number[],
): Grade {
  const known = points.flatMap(({ actual, error, inside }) => {
    return actual === null || error === null ? [] : [{ actual: Number(actual), error: Number(error), inside }];
  });
  const errors = known.map(({ error }) => error);
  const coverage = levels.map((level) => {
    const held = known.map(({ inside }) => (inside[String(level)] === true ? 1 : 0));
    return [String(level), meanOf(held) ?? null] as const;
  });
  return {
    periods: known.length,
    sMAPE: sMape(known.map(({ actual, error }) => ({ mean: actual - error, actual }))) ?? null,
    meanError: meanOf(errors) ?? null,
    meanAbsoluteError: meanOf(errors.map(Math.abs)) ?? null,
    coverage: Object.fromEntries(coverage),
  };
}

function less(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function isWithin(actual: Figure, low: number, high: number): boolean | null {
  return actual === null ? null : Number(actual) >= low && Number(actual) <= high;
}

/** A figure in millionths: a ratio, which is a number, to the next. */
function exactOf(figure: Figure | undefined): bigint | undefined {
  if (figure === null || figure === undefined) return undefined;
  return typeof figure === 'string' ? readDecimal(figure) : millionths(figure);
}

/** Above this toFixed has an exponent; there are no fractions either. */
const WITHOUT_EXPONENT = 1e21;

function millionths(value: number): bigint {
  if (Math.abs(value) >= WITHOUT_EXPONENT) return BigInt(value) * 1_000_000n;
  return readDecimal(value.toFixed(6));
}

function shown(value: bigint | undefined): string | null {
  return value === undefined ? null : formatDecimal(value);
}
