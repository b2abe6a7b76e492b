import { formatDay } from '#kernel/calendar.js';
import { parkedIn } from '#kernel/parking.js';
import { periods, type Period } from '#kernel/periods.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import type { Window } from '#kernel/views.schema.js';
import { previousSpans } from './compare.js';
import { workOf } from './evaluate.js';
import type { Frame } from './frame.js';
import type { Question } from './question.js';
import { readTargets } from './target.js';
import { tabulate, type Column, type Row, type Worked } from './table.js';
import type { Figure } from './value.js';
import type { Series, Work } from './work.js';

/** What an answer depends on beside the question. */
export interface AnswerContext {
  /** The business day it is. */
  readonly today: number;
  readonly fiscalStart: number;
  readonly currency: string;
  /** The names of the policies that the read models were built with. */
  readonly definitions: { readonly lifecycle: string; readonly tiers: string };
}

export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly totals: Readonly<Record<string, Figure>>;
  readonly meta: {
    readonly position: string;
    readonly asOf: string;
    readonly knownAt: string | null;
    readonly definitions: AnswerContext['definitions'];
    readonly incomplete: readonly string[];
    readonly currency: string;
    /** How many customers' facts are left out from one on that cannot be decoded; absent where none is. */
    readonly stale?: number;
  };
}

const MOST_PERIODS = 20_000;

/** Answers a question from one consistent state of the read models. */
export async function answer(question: Question, views: Views, context: AnswerContext): Promise<Answer> {
  const asOf = question.asOf ?? context.today;
  const target = await targetsOf(question, views);
  const span = await spanOf(question, views, asOf, target);
  const buckets = bucketsOf(question, span, context);
  const pieces = plan(question, span, buckets, asOf, target);
  const [{ position, cells }, parked] = await Promise.all([
    views.sums(pieces.flatMap(({ work }) => work.requests)),
    parkedIn(views),
  ]);
  let at = 0;
  const series = pieces.map(({ work }) => work.finish(cells.slice(at, (at += work.requests.length))));
  const worked = gather(question, pieces, series);
  const table = tabulate(question, buckets, worked);
  return {
    ...table,
    meta: {
      position: String(position),
      asOf: formatDay(asOf),
      knownAt: question.knownAt === undefined ? null : formatDay(question.knownAt),
      definitions: context.definitions,
      incomplete: buckets.filter(({ to }) => to > asOf || to >= context.today).map(({ name }) => name),
      currency: context.currency,
      ...(parked.keys > 0 && { stale: parked.keys }),
    },
  };
}

type Targets = Pick<Frame, 'target'>;

async function targetsOf({ targetOf }: Question, views: Views): Promise<Targets> {
  return targetOf === undefined ? {} : { target: { metric: targetOf, set: await readTargets(views, targetOf.name) } };
}

/** Without a `from`, a question with a grain begins at the first fact of its series. */
async function spanOf(question: Question, views: Views, asOf: number, target: Targets): Promise<Window> {
  const to = question.to ?? asOf;
  if (question.from !== undefined) return { from: question.from, to };
  if (question.grain === undefined) return { to };
  const probe = { windows: [{ to }], by: question.by, where: question.where, asked: [], ...target };
  const series = new Set(
    question.metrics.flatMap((metric) => workOf(metric, probe).requests.map((request) => request.series)),
  );
  const first = await views.firstDay([...series]);
  return { from: Math.min(first ?? to, to), to };
}

function bucketsOf(question: Question, { from = 0, to }: Window, { fiscalStart }: AnswerContext): readonly Period[] {
  if (question.grain === undefined) return [];
  if (question.grain === 'day' && to - from >= MOST_PERIODS) throw tooMany(question.grain);
  if (to - from > 4_000_000) throw tooMany(question.grain);
  const list = periods(from, to, question.grain, fiscalStart);
  if (list.length > MOST_PERIODS) throw tooMany(question.grain);
  return list;
}

function tooMany(grain: string): Problem {
  return new Problem(
    'invalid-request',
    `that is more than ${String(MOST_PERIODS)} periods of a ${grain}: name a later from, an earlier to or a coarser grain`,
  );
}

interface Piece {
  readonly of: 'rows' | 'totals';
  readonly when: 'now' | 'before';
  readonly metric: number;
  readonly work: Work;
}

function plan(
  question: Question,
  span: Window,
  buckets: readonly Period[],
  asOf: number,
  target: Targets,
): readonly Piece[] {
  const whole = cut(span, span, asOf);
  const parts = buckets.length === 0 ? [whole] : buckets.map((bucket) => cut(bucket, span, asOf));
  const { by, where, knownAt, compare } = question;
  const known = {
    asked: [...by, ...Object.keys(where)],
    divided: by,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...target,
  };
  const frames: readonly (readonly [Piece['of'], Piece['when'], Frame])[] = [
    ['rows', 'now', { windows: parts, by, where, ...known }],
    ['totals', 'now', { windows: [whole], by: [], where, ...known }],
    ...(compare === undefined
      ? []
      : ([
          ['rows', 'before', { windows: previousSpans(compare, parts, whole), by, where, ...known }],
          ['totals', 'before', { windows: previousSpans(compare, [whole], whole), by: [], where, ...known }],
        ] as const)),
  ];
  return frames.flatMap(([of, when, frame]) =>
    question.metrics.map((metric, i) => ({ of, when, metric: i, work: workOf(metric, frame) })),
  );
}

/** The part of a period inside the span asked for and not after `asOf`. */
function cut(period: Window, span: Window, asOf: number): Window {
  const to = Math.min(period.to, span.to, asOf);
  return span.from === undefined ? { to } : { from: Math.max(period.from ?? span.from, span.from), to };
}

function gather(question: Question, pieces: readonly Piece[], series: readonly Series[]): readonly Worked[] {
  return question.metrics.map((metric, i) => {
    const find = (of: Piece['of'], when: Piece['when']): Series | undefined =>
      series[pieces.findIndex((piece) => piece.metric === i && piece.of === of && piece.when === when)];
    const before = find('rows', 'before');
    const totalBefore = find('totals', 'before');
    return {
      metric,
      rows: find('rows', 'now') ?? new Map(),
      total: find('totals', 'now') ?? new Map(),
      ...(before !== undefined && totalBefore !== undefined && { before: { rows: before, total: totalBefore } }),
    };
  });
}
