import { Problem } from '#kernel/problem.js';
import type { Figure } from '#figures/value.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { periods, type Period } from '#kernel/time/periods.js';
import { gradedPoint, gradeOf } from '#subjects/forecasts/grading.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import type { Regraded } from '#subjects/forecasts/kept-forecast.answers.js';
import { todayOf } from '../answered.js';
import { askValue } from '../ask.js';
import type { Book } from '../book.js';
import { readRegrade, type SaidRegrade } from './forecast.input.js';
import { foretelling } from './forecasts.js';

/** Forecasts that are made anew at most. */
const MOST = 60;

type Question = SaidRegrade['question'];

/**
 * The forecasts that would have been made as of the last day of each period, with what was known by it, each beside what came.
 * @throws Problem `invalid-request` for a span without a period that is over, or with too many; or what `/v1/query` says of the metric
 */
export async function regradeForecasts(book: Book, body: unknown): Promise<Regraded> {
  const { question, from, to } = readRegrade(body, book);
  const over = periodsIn(book, question, from, to);
  const made: { readonly period: Period; readonly told: ForecastTold }[] = [];
  for (const period of over) {
    const day = formatDay(period.to);
    const said = { ...question, asOf: day, knownAt: day, save: false };
    made.push({ period, told: await foretelling(book, said, (model, asked) => model.read('forecast', asked)) });
  }
  const { actuals, unit, position } = await cameSince(book, question, over[0]?.to ?? 0);
  const forecasts = made.map(({ period, told }) => {
    const points = told.points.map((point) => {
      const actual = actuals.get(point.bucket ?? '');
      const came = actual === undefined ? undefined : { actual, then: null };
      const { bucket, mean: _mean, actual: shown, error, inside } = gradedPoint(point, came);
      return { bucket, mean: point.mean, intervals: point.intervals, actual: shown, error, inside };
    });
    const grade = gradeOf(points, question.levels);
    return { bucket: period.name, asOf: formatDay(period.to), method: told.method, ...grade, points };
  });
  const all = forecasts.flatMap(({ points }) => points);
  return { metric: question.metric, unit, position, ...gradeOf(all, question.levels), forecasts };
}

/** Whole periods within two days that are over by today. */
function periodsIn(book: Book, { grain }: Question, from: string, to: string): readonly Period[] {
  const [first, last] = [parseDay(from) ?? 0, Math.min(parseDay(to) ?? 0, todayOf(book))];
  // No more are made than are needed to tell that there are too many.
  const longest = 92 * (MOST + 2);
  const all = periods(first, Math.min(last, first + longest), grain, book.calendar.fiscalStart);
  const over = all.filter((period) => period.from >= first && period.to <= last);
  if (over.length === 0) throw invalid(`has no ${grain} from ${from} on that is over`);
  if (over.length > MOST || last > first + longest)
    throw invalid(`is more than ${String(MOST)} of ${grain} after from`);
  return over;
}

/** By period: what came in those that are over by today, after a day. */
async function cameSince(book: Book, { metric, where, grain }: Question, day: number) {
  const raw = { metrics: [metric], grain, from: formatDay(day + 1), ...(where !== undefined && { where }) };
  const today = todayOf(book);
  const { rows, columns, meta } =
    day >= today
      ? await askValue(book, { ...raw, from: formatDay(today) })
      : await askValue(book, { ...raw, to: formatDay(today) });
  const open = new Set(meta.incomplete);
  const came = rows.map((row): readonly [string, Figure] => [String(row[grain]), row[metric] ?? null]);
  const unit = columns.find(({ name }) => name === metric)?.unit ?? '';
  return { actuals: new Map(came.filter(([bucket]) => !open.has(bucket))), unit, position: meta.position };
}

function invalid(detail: string): Problem {
  return new Problem('invalid-request', `to ${detail}`, [{ field: 'to', detail }]);
}
