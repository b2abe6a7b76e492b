import { withDays } from '#figures/days.js';
import type { Question } from '#figures/question.js';
import type { Row } from '#figures/table.js';
import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import { momentOf, todayOf } from './answered.js';
import { parsed, withoutClocks } from './ask.js';
import type { Book } from './book.js';

/** What one of several questions is answered with. */
export interface RowsAnswered {
  readonly rows: readonly Row[];
  /** Up to where the figures covered the log. */
  readonly position: number;
}

interface Asked {
  readonly index: number;
  readonly question: Question & { readonly asOf: number };
}

/**
 * The rows of many questions, which ask the facts together: as `askByNow` answers each, by what metrics of callers are defined as now. Their
 * clocks are days. One that cannot be answered has its Problem, and stops none of the others.
 */
export async function askRows(book: Book, raws: readonly object[]): Promise<readonly (RowsAnswered | Problem)[]> {
  const outcomes = new Map<number, RowsAnswered | Problem>();
  const asked: Asked[] = [];
  for (const [index, raw] of raws.entries()) {
    const question = await datedIn(book, raw).catch(asProblem);
    if (question instanceof Problem) outcomes.set(index, question);
    else asked.push({ index, question });
  }
  for (const alike of (await byVersion(book, asked)).values()) await answerAll(book, alike, outcomes);
  return raws.map((_, index) => outcomes.get(index) as RowsAnswered | Problem);
}

async function datedIn(book: Book, raw: object): Promise<Asked['question']> {
  const { clocks, rest } = withoutClocks(raw);
  const question = await parsed(book, rest, {});
  const [asOf, knownAt] = [momentOf(book, 'asOf', clocks.asOf), momentOf(book, 'knownAt', clocks.knownAt)];
  const day = asOf?.day ?? todayOf(book);
  return {
    ...withDays(question, day, book.calendar.fiscalStart),
    asOf: day,
    ...(knownAt !== undefined && { knownAt: knownAt.day }),
  };
}

/** Those that one version of the read models answers: the one with the policies published by then. */
async function byVersion(book: Book, asked: readonly Asked[]): Promise<ReadonlyMap<number, readonly Asked[]>> {
  const positions = new Map<number, number>();
  for (const { question } of asked) {
    const { knownAt } = question;
    if (knownAt === undefined || positions.has(knownAt)) continue;
    positions.set(knownAt, (await book.models.policiesKnown({ day: knownAt })).position);
  }
  return Map.groupBy(asked, ({ question: { knownAt } }) =>
    knownAt === undefined ? Infinity : (positions.get(knownAt) ?? Infinity),
  );
}

async function answerAll(
  book: Book,
  asked: readonly Asked[],
  outcomes: Map<number, RowsAnswered | Problem>,
): Promise<void> {
  const knownAt = asked[0]?.question.knownAt;
  const questions = asked.map(({ question }) => question);
  const found = await book.models
    .use(knownAt === undefined ? undefined : { day: knownAt }, (model) =>
      model.read('rows', { questions, today: todayOf(book) }),
    )
    .catch(asProblem);
  for (const [i, { index }] of asked.entries()) {
    const outcome = found instanceof Problem ? found : found.outcomes[i];
    if (outcome === undefined) continue;
    if (outcome instanceof Problem) outcomes.set(index, outcome);
    else if ('problem' in outcome)
      outcomes.set(index, new Problem(outcome.problem.code, outcome.problem.detail, outcome.problem.errors));
    else outcomes.set(index, { rows: outcome.rows, position: Number(outcome.position) });
  }
}
