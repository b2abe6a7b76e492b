import { Problem } from '#kernel/problem.js';
import type { Figure } from '#figures/value.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { parsePeriod, periods, type Period } from '#kernel/time/periods.js';
import { gradedPoint, gradeOf, type Came } from '#subjects/forecasts/grading.js';
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
  const { came, unit, position } = await cameSince(book, question, over[0]?.to ?? 0);
  const forecasts = made.map(({ period, told }) => {
    const points = told.points.map((point) => {
      const graded = gradedPoint(point, came.get(point.bucket ?? ''));
      const { bucket, actual, error, lateFacts, model, inside } = graded;
      return { bucket, mean: point.mean, intervals: point.intervals, actual, error, lateFacts, model, inside };
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
    throw invalid(`ends more than ${String(MOST)} ${grain}s after from`);
  return over;
}

/** By period: what came in those that are over by today, after a day; as known now, and as known on the last day of each. */
async function cameSince(book: Book, question: Question, day: number) {
  const today = todayOf(book);
  const span = day >= today ? { from: today, to: undefined } : { from: day + 1, to: today };
  const { rows, columns, meta } = await askValue(book, rawOf(question, span.from, span.to));
  const open = new Set(meta.incomplete);
  const came = new Map<string, Came>();
  for (const row of rows) {
    const bucket = String(row[question.grain]);
    if (open.has(bucket)) continue;
    const then = await knownWhenOver(book, question, bucket);
    came.set(bucket, { actual: row[question.metric] ?? null, then });
  }
  const unit = columns.find(({ name }) => name === question.metric)?.unit ?? '';
  return { came, unit, position: meta.position };
}

/** What had come in a period by its last day, as known on that day. */
async function knownWhenOver(book: Book, question: Question, bucket: string): Promise<Figure> {
  const period = parsePeriod(bucket, book.calendar.fiscalStart);
  if (period === undefined) throw new Error(`${bucket} is no period`);
  const { from, to } = period;
  const day = formatDay(to);
  const { rows } = await askValue(book, { ...rawOf(question, from, to), asOf: day, knownAt: day });
  return rows[0]?.[question.metric] ?? null;
}

function rawOf({ metric, where, grain }: Question, from: number, to: number | undefined): object {
  const days = { from: formatDay(from), ...(to !== undefined && { to: formatDay(to) }) };
  return { metrics: [metric], grain, ...days, ...(where !== undefined && { where }) };
}

function invalid(detail: string): Problem {
  return new Problem('invalid-request', `to ${detail}`, [{ field: 'to', detail }]);
}
