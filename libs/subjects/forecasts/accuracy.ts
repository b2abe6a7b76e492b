import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { parsePeriod } from '#kernel/time/periods.js';
import type { ReadOn } from '../read.js';
import { actualsOf, type Actuals, type Since } from './actuals.js';
import type { ForecastNumbers } from './forecast.answers.js';
import type { KeptForecast } from './forecast.facts.js';
import { gradedPoint, gradeOf } from './grading.js';
import type { ForecastAccuracy } from './kept-forecast.answers.js';

export interface Made {
  readonly id: string;
  readonly kept: KeptForecast;
  readonly numbers: ForecastNumbers;
}

/** What was foretold beside what came in the periods that are over by a day. @throws Problem `unknown-metric` where it is there no more */
export async function accuracyOf(
  { id, kept: { question, knownAt }, numbers }: Made,
  cut: Omit<Since, 'madeKnowing'>,
  on: Pick<ReadOn, 'views' | 'catalogue' | 'calendar' | 'currency' | 'definitions' | 'position'>,
): Promise<ForecastAccuracy> {
  const buckets = numbers.points.flatMap(({ bucket = '' }) => parsePeriod(bucket, on.calendar.fiscalStart) ?? []);
  const since = { ...cut, madeKnowing: parseDay(knownAt) ?? cut.today };
  const actuals = await actualsOf(question, buckets, since, on);
  const graded = (points: ForecastNumbers['points'], part?: string) => gradedBy(actuals, points, question.levels, part);
  return {
    id,
    metric: question.metric,
    unit: on.catalogue.metricNamed(question.metric).unit,
    asOf: formatDay(cut.asOf),
    position: on.position(actuals.position),
    ...graded(numbers.points),
    ...(numbers.parts !== undefined && {
      parts: numbers.parts.map(({ part, points }) => ({ part, ...graded(points, part) })),
    }),
  };
}

function gradedBy(actuals: Actuals, foretold: ForecastNumbers['points'], levels: readonly number[], part?: string) {
  const points = foretold.map((point) => gradedPoint(point, actuals.of(point.bucket ?? '', part)));
  return { ...gradeOf(points, levels), points };
}
