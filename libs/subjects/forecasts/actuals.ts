import { answerRows } from '#figures/answer.js';
import { parseQuestion, type Question } from '#figures/question.js';
import { gathered } from '#figures/together/gathered.js';
import type { Figure } from '#figures/value.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { Period } from '#kernel/time/periods.js';
import type { ReadOn } from '../read.js';
import type { Came } from './grading.js';
import type { ForecastQuestion } from './kept-forecast.answers.js';

/** What is looked at, and how far. */
export interface Since {
  readonly asOf: number;
  /** All that is recorded where absent. */
  readonly knownAt?: number;
  /** Facts recorded up to this day were known when the forecast was made. */
  readonly madeKnowing: number;
  readonly today: number;
}

export interface Actuals {
  /** What came in a period of a part, of the whole where none is named; undefined where the period is not over. */
  readonly of: (bucket: string, part?: string) => Came | undefined;
  readonly position: string;
}

type Row = Readonly<Record<string, Figure>>;

/** What came in periods that were foretold: as known now, and as known when each was over, or the forecast was made where that is later. */
export async function actualsOf(
  question: ForecastQuestion,
  buckets: readonly Period[],
  since: Since,
  on: Pick<ReadOn, 'views' | 'catalogue' | 'calendar' | 'currency' | 'definitions'>,
): Promise<Actuals> {
  const { asOf, knownAt, madeKnowing, today } = since;
  const over = buckets.filter(({ to }) => to <= asOf);
  const { catalogue, calendar, currency, definitions } = on;
  const context = { today, fiscalStart: calendar.fiscalStart, currency, definitions, catalogue };
  const views = gathered(on.views);
  const ask = (by: readonly string[], { from, to }: Pick<Period, 'from' | 'to'>, known: number | undefined) =>
    answerRows(asked(question, by, { from, to, known }, catalogue), views, context);
  const lines = [[], ...(question.by === undefined ? [] : [[question.by]])];
  const whole = { from: over[0]?.from ?? asOf, to: over.at(-1)?.to ?? asOf };
  const [now, then] = await Promise.all([
    Promise.all(lines.map((by) => ask(by, whole, knownAt))),
    Promise.all(
      over.flatMap((bucket) => {
        const known = Math.min(Math.max(bucket.to, madeKnowing), knownAt ?? Infinity);
        return lines.map((by) => ask(by, bucket, known));
      }),
    ),
  ]);
  const nothing = catalogue.metricNamed(question.metric).type === 'number' ? null : 0;
  const [known, knownThen] = [now, then].map((answers) =>
    figuresIn(
      answers.flatMap(({ rows }) => rows),
      question,
    ),
  );
  const names = new Set(over.map(({ name }) => name));
  return {
    of: (bucket, part) => {
      if (!names.has(bucket)) return undefined;
      const key = keyOf(bucket, part);
      return { actual: known?.get(key) ?? nothing, then: knownThen?.get(key) ?? nothing };
    },
    position: now[0]?.position ?? '0',
  };
}

function asked(
  { metric, where, grain }: ForecastQuestion,
  by: readonly string[],
  { from, to, known }: { readonly from: number; readonly to: number; readonly known: number | undefined },
  catalogue: ReadOn['catalogue'],
): Question {
  const raw = { metrics: [metric], grain, by, from: formatDay(from), to: formatDay(to), ...(where && { where }) };
  return { ...parseQuestion(raw, catalogue), asOf: to, ...(known !== undefined && { knownAt: known }) };
}

/** By period and part: rows that go by the dimension have one. */
function figuresIn(rows: readonly Row[], { metric, grain, by }: ForecastQuestion): ReadonlyMap<string, Figure> {
  return new Map(
    rows.map((row) => {
      const part = by !== undefined && by in row ? String(row[by]) : undefined;
      return [keyOf(String(row[grain]), part), row[metric] ?? null];
    }),
  );
}

function keyOf(bucket: string, part: string | undefined): string {
  return part === undefined ? bucket : `${bucket} ${part}`;
}
