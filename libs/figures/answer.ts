import { formatDay } from '#kernel/time/calendar.js';
import { parkedIn } from '#engine/project/parking.js';
import { isRolling, type Period } from '#kernel/time/periods.js';
import type { Views } from '#kernel/ports/views.js';
import { basisOn, basisTold } from './basis.js';
import { bucketsOf } from './buckets.js';
import type { Answer } from './figure.answers.js';
import { previousWindows, together } from './compare.js';
import { excludedOn } from './exclusions.js';
import { unknownValues } from './dimension-values.js';
import type { Catalogue } from './catalogue.js';
import type { Frame } from './frame.js';
import { groupPlan, type GroupPlan, type Groups } from './groups.js';
import type { Metric } from './metric.js';
import type { Question } from './question.js';
import { cut, onSpan, type Span } from './span.js';
import { isOfRows } from './rows.js';
import { readTargets } from './target.js';
import { withoutSmall, type WorkedGroups } from './suppressed.js';
import { partsIn, type Parts } from './parts.js';
import { tabulate, type Worked } from './table.js';
import type { Plan, Series } from './plan.js';

export type { Answer } from './figure.answers.js';

/** What an answer depends on beside the question. */
export interface AnswerContext {
  /** The business day it is. */
  readonly today: number;
  readonly fiscalStart: number;
  readonly currency: string;
  readonly catalogue: Catalogue;
  /** The names of the policies that the read models were built with. */
  readonly definitions: { readonly lifecycle: string; readonly tiers: string };
}

/** Answers a question from one consistent state of the read models. */
export function answer(question: Question, views: Views, context: AnswerContext): Promise<Answer> {
  return onItsSpan(question, views, context, (span, dated, target) => answerOn(span, dated, target, views, context));
}

/** The rows of an answer alone, without totals and without what else is told of it. */
export async function answerRows(
  question: Question,
  views: Views,
  context: AnswerContext,
): Promise<Pick<Answer, 'rows'> & { readonly position: string }> {
  const { dated, buckets, worked, position } = await rowsWorkedOut(question, views, context);
  return { rows: tabulate(dated, buckets, worked, context.catalogue).rows, position: String(position) };
}

/** The figures of a question of one metric by one dimension at most, however many there are. */
export async function answerParts(question: Question, views: Views, context: AnswerContext): Promise<Parts> {
  const { dated, buckets, worked } = await rowsWorkedOut(question, views, context);
  const [only] = worked;
  if (only === undefined) throw new Error('a question of no metric');
  return partsIn(
    dated,
    buckets.map(({ name }) => name),
    only,
    context.catalogue,
  );
}

function rowsWorkedOut(question: Question, views: Views, context: AnswerContext) {
  return onItsSpan(question, views, context, async (span, dated, target) => {
    const buckets = await bucketsOf(dated, span, context.fiscalStart, views, context.catalogue.rows);
    const pieces = piecesOf(dated, span, buckets, context, target).filter(({ of }) => of === 'rows');
    const { position, finished } = await workedOut(pieces, views);
    const { worked } = shownOf(dated, buckets.length, gather(dated, pieces, finished), context.catalogue);
    return { dated, buckets, worked, position };
  });
}

/** Works a question out on the days that it is about, which those of its targets may begin. */
async function onItsSpan<Outcome>(
  question: Question,
  views: Views,
  { today, catalogue }: AnswerContext,
  work: (span: Span, dated: Dated, target: Targets) => Promise<Outcome>,
): Promise<Outcome> {
  const dated = { ...question, asOf: question.asOf ?? today };
  const target = await targetsOf(question, views, catalogue);
  const first = Math.min(...(target.target?.set ?? []).map(({ from }) => from));
  return onSpan({ ...dated, first }, views, catalogue.rows, (span) => work(span, dated, target));
}

type Dated = Question & { readonly asOf: number };

async function answerOn(
  span: Span,
  question: Dated,
  target: Targets,
  views: Views,
  context: AnswerContext,
): Promise<Answer> {
  const { asOf, grain, knownAt } = question;
  const buckets = await bucketsOf(question, span, context.fiscalStart, views, context.catalogue.rows);
  const pieces = piecesOf(question, span, buckets, context, target);
  const [{ position, finished }, parked, excluded] = await Promise.all([
    workedOut(pieces, views),
    parkedIn(views),
    question.basis?.includeExcluded === true ? 0 : excludedOn(views, asOf, knownAt),
  ]);
  const { worked, ...small } = shownOf(question, buckets.length, gather(question, pieces, finished), context.catalogue);
  const table = tabulate(question, buckets, worked, context.catalogue);
  const unknown = hasAll(question, table.totals) ? {} : await unknownValues(question, views, context.catalogue);
  const running = buckets.filter(({ to }) => to > asOf || to >= context.today);
  return {
    ...table,
    meta: {
      position: String(position),
      asOf: formatDay(asOf),
      ...(question.period && { period: question.period.name, from: formatDay(span.from), to: formatDay(span.to) }),
      knownAt: knownAt === undefined ? null : formatDay(knownAt),
      definitions: { ...context.definitions, ...versionsOf(question.metrics) },
      incomplete: grain === undefined ? [] : running.map(({ name }) => name),
      ...basisTold(basisOn(question, context.today), context.currency),
      // Whose they are cannot be told.
      ...(parked.keys > 0 && context.catalogue.isWhole && { stale: parked.keys }),
      ...(excluded > 0 && context.catalogue.isWhole && { excluded }),
      ...small,
      ...(Object.keys(unknown).length > 0 && { unknownValues: unknown }),
    },
  };
}

/** Which definitions of the metrics that callers defined an answer is made with. */
export function versionsOf(metrics: readonly Metric[]): { readonly metrics?: Readonly<Record<string, number>> } {
  const versions = metrics.flatMap((metric) => Object.entries(metric.versions ?? {}));
  return versions.length === 0 ? {} : { metrics: Object.fromEntries(versions) };
}

/** Whether its figures show already that facts have what it is limited to. */
function hasAll({ where }: Question, totals: Answer['totals']): boolean {
  const isCounted = Object.values(totals).some((figure) => figure !== null && Number(figure) !== 0);
  const sizes = Object.values(where).map((values) => values.length);
  return sizes.every((size) => size === 0 || (size === 1 && isCounted));
}

type Targets = Pick<Frame, 'target'>;

async function targetsOf({ targetOf }: Question, views: Views, { rows }: Catalogue): Promise<Targets> {
  if (targetOf === undefined) return {};
  const set = await readTargets(views, targetOf.name);
  return { target: { metric: targetOf, set: set.filter(({ where }) => isOfRows(where, rows)) } };
}

interface Piece {
  readonly of: 'rows' | 'totals';
  readonly when: 'now' | 'before';
  readonly metric: number;
  readonly plan: Plan;
  /** Where nothing is shown of few customers. */
  readonly groups?: GroupPlan;
}

interface Finished {
  readonly series: Series;
  readonly groups: Groups;
}

function piecesOf(
  question: Dated,
  span: Span,
  buckets: readonly Period[],
  { fiscalStart, catalogue, today }: AnswerContext,
  target: Targets,
): readonly Piece[] {
  const { by, where, knownAt, compare, grain, asOf } = question;
  // The days that end with the first ones begin before them.
  const seen = isRolling(grain) ? { ...span, from: -Infinity } : span;
  const windows = buckets.map((bucket) => cut(bucket, seen, asOf));
  const whole = cut(span, span, asOf);
  const known = {
    asOf,
    asked: [...by, ...Object.keys(where)],
    divided: by,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...basisOn(question, today),
    ...target,
  };
  const frames = (
    when: Piece['when'],
    rows: readonly Span[],
    all: Span,
  ): readonly [Piece['of'], typeof when, Frame][] => [
    ['rows', when, { windows: rows, by, where, ...known }],
    ['totals', when, { windows: [all], by: [], where, ...known }],
  ];
  const before = compare === undefined ? [] : previousWindows(question, fiscalStart, buckets, windows);
  return [
    ...frames('now', windows, whole),
    ...(before.length === 0
      ? []
      : frames('before', before, wholeBefore(question, fiscalStart, { span, whole }, before))),
  ].flatMap(([of, when, frame]) =>
    question.metrics.map((metric, i) => ({
      ...{ of, when, metric: i, plan: catalogue.planOf(metric, frame) },
      ...(catalogue.minGroup !== undefined && { groups: groupPlan(metric, frame, catalogue) }),
    })),
  );
}

/** What a total is compared with: what its rows are together; where those overlap, as without them. */
function wholeBefore(
  { grain, ...question }: Question,
  fiscalStart: number,
  { span, whole }: { readonly span: Span; readonly whole: Span },
  rows: readonly Span[],
): Span {
  const [before = whole] = isRolling(grain)
    ? previousWindows(question, fiscalStart, [span], [whole])
    : [together(rows)];
  return before;
}

interface WorkedOut {
  readonly position: number;
  readonly finished: readonly Finished[];
}

async function workedOut(pieces: readonly Piece[], views: Views): Promise<WorkedOut> {
  const requests = pieces.flatMap(({ plan, groups }) => [...plan.requests, ...(groups?.requests ?? [])]);
  const { position, cells } = await views.sums(requests);
  let at = 0;
  const finished = pieces.map(({ plan, groups }): Finished => {
    const series = plan.finish(cells.slice(at, (at += plan.requests.length)));
    return { series, groups: groups?.finish(cells.slice(at, (at += groups.requests.length))) ?? new Map() };
  });
  return { position, finished };
}

interface Gathered {
  readonly worked: readonly Worked[];
  readonly groups: readonly WorkedGroups[];
}

function gather({ metrics }: Question, pieces: readonly Piece[], finished: readonly Finished[]): Gathered {
  const gathered = <What>(i: number, pick: (one: Finished | undefined) => What) => {
    const find = (of: Piece['of'], when: Piece['when']): What =>
      pick(finished[pieces.findIndex((piece) => piece.metric === i && piece.of === of && piece.when === when)]);
    const isCompared = pieces.some(({ when }) => when === 'before');
    return {
      ...{ rows: find('rows', 'now'), total: find('totals', 'now') },
      ...(isCompared && { before: { rows: find('rows', 'before'), total: find('totals', 'before') } }),
    };
  };
  return {
    worked: metrics.map((metric, i) => ({ metric, ...gathered(i, (one): Series => one?.series ?? new Map()) })),
    groups: metrics.map((_, i) => gathered(i, (one): Groups => one?.groups ?? new Map())),
  };
}

/** What of it whoever asks is told. */
function shownOf(
  question: Question,
  windows: number,
  { worked, groups }: Gathered,
  { minGroup }: Catalogue,
): { readonly worked: readonly Worked[]; readonly suppressed?: number } {
  return minGroup === undefined ? { worked } : withoutSmall(question, windows, worked, groups, minGroup);
}
