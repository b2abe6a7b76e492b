import { answer, type AnswerContext } from '#figures/answer.js';
import { withDays } from '#figures/days.js';
import type { Answer } from '#figures/figure.answers.js';
import { fromOneState } from '#figures/one-state.js';
import { parseQuestion } from '#figures/question.js';
import { compareText } from '#kernel/compare.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import { AFFINITY_DIMENSIONS, type Affinity } from './affinity.answers.js';

/** Shares of fewer orders are chance. */
const FEW = 30;

export interface AffinityQuestion extends AsOf {
  /** What customers were on the day of the order. */
  readonly part: Affinity['part'];
  /** As a question names them: `period`, or `from` and `to`. */
  readonly days: object;
  /** Values that fewer orders of everybody have are left out. */
  readonly minOrders: number;
  /** Values of each dimension. */
  readonly limit: number;
}

type Shares = ReadonlyMap<string, number>;

/** What share of a part's orders have a product, channel … against everybody's, from one state of the facts. @throws Problem */
export async function affinity(question: AffinityQuestion, views: Views, context: AnswerContext): Promise<Affinity> {
  const { part, days, asOf, knownAt, minOrders, limit } = question;
  const where = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, [value]]));
  const cut = { asOf, ...(knownAt !== undefined && { knownAt }) };
  const asked = (by: string, filters: object) => {
    const raw = { metrics: ['orders'], by: [by], where: filters, ...days };
    return { ...withDays(parseQuestion(raw, context.catalogue), asOf, context.fiscalStart), ...cut };
  };
  const questions = AFFINITY_DIMENSIONS.flatMap((by) => [asked(by, where), asked(by, {})]);
  const found = await fromOneState(
    views,
    questions.map((one) => (state: Views) => answer(one, state, context)),
  );
  const answers = found.map((one) => {
    if (one instanceof Problem) throw one;
    return one;
  });
  const [own, all] = [ordersIn(answers[0]), ordersIn(answers[1])];
  const [first] = questions;
  return {
    asOf: formatDay(asOf),
    position: answers[0]?.meta.position ?? '0',
    part,
    from: first?.from === undefined ? null : formatDay(first.from),
    to: formatDay(Math.min(first?.to ?? asOf, asOf)),
    orders: own,
    allOrders: all,
    dimensions: AFFINITY_DIMENSIONS.map((by, i) => ({
      by,
      values: compared(byValue(answers[2 * i], by), byValue(answers[2 * i + 1], by), { own, all, minOrders }).slice(
        0,
        limit,
      ),
    })),
    warnings:
      own < FEW ? [`${String(own)} orders are of the part: shares of fewer than ${String(FEW)} are chance`] : [],
  };
}

interface Totals {
  readonly own: number;
  readonly all: number;
  readonly minOrders: number;
}

function compared(part: Shares, everybody: Shares, { own, all, minOrders }: Totals) {
  return [...everybody]
    .filter(([, orders]) => orders >= minOrders && own > 0)
    .map(([value, allOrders]) => {
      const orders = part.get(value) ?? 0;
      const [share, allShare] = [orders / own, allOrders / all];
      return { value, orders, share, allShare, index: (100 * share) / allShare };
    })
    .sort((a, b) => b.index - a.index || b.orders - a.orders || compareText(a.value, b.value));
}

function ordersIn(found: Answer | undefined): number {
  return Number(found?.totals['orders'] ?? 0);
}

/** Orders by value: those with any. */
function byValue(found: Answer | undefined, by: string): Shares {
  const rows = (found?.rows ?? []).map((row) => [String(row[by] ?? ''), Number(row['orders'] ?? 0)] as const);
  return new Map(rows.filter(([, orders]) => orders > 0));
}
