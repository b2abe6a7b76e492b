import { answer, type Answer, type AnswerContext } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { DEFAULT_POLICIES, type Policies } from '#subjects/policies/policy.js';
import type { MemoryViews } from '#views-memory/memory-views.js';
import { recorded } from './book-events.js';
import { projected } from './projected.js';
import type { Arrival } from './random-book.js';

/** Read models of a book in UTC, and its answers. */
export interface AskedBook {
  readonly views: MemoryViews;
  readonly context: AnswerContext;
  ask(question: object): Promise<Answer>;
  /** Each row as the list of its values. */
  rows(question: object): Promise<readonly (readonly unknown[])[]>;
}

/** Projects events one by one in the order of their recording. @param today the business day that questions are asked on */
export async function askedBook(
  book: readonly Arrival[],
  today: number,
  policies: Policies = DEFAULT_POLICIES,
  catalogue = CATALOGUE,
): Promise<AskedBook> {
  const views = await projected(recorded(book), policies);
  const definitions = { lifecycle: 'default', tiers: 'default' };
  const context: AnswerContext = { today, fiscalStart: 1, currency: 'USD', catalogue, definitions };
  const ask = (question: object): Promise<Answer> => answer(parseQuestion(question, catalogue), views, context);
  return { views, context, ask, rows: async (question) => (await ask(question)).rows.map((row) => Object.values(row)) };
}
