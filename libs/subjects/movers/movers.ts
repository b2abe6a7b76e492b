import { answer, type AnswerContext } from '#figures/answer.js';
import { withDays } from '#figures/days.js';
import type { Metric } from '#figures/metric.js';
import { parseQuestion } from '#figures/question.js';
import type { Row } from '#figures/table.js';
import { toFigure, toNumber } from '#figures/value.js';
import { compareText } from '#kernel/compare.js';
import { parseDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { Moved, Movers } from './mover.answers.js';

export interface MoversQuestion extends AsOf {
  readonly metric: string;
  readonly by: string;
  readonly compare: Movers['compare'];
  readonly limit: number;
  /** As a question names them: `period`, or `from` and `to`. */
  readonly days: object;
}

interface Part {
  readonly part: string;
  readonly value: bigint;
  readonly previous: bigint;
}

/**
 * What each part of a figure did to its change from one period to the next, exactly, in the units the metric is kept in.
 * @throws Problem for what cannot be asked, and for a metric whose parts have no sum
 */
export async function movers(question: MoversQuestion, views: Views, context: AnswerContext): Promise<Movers> {
  const { metric: name, by, compare, limit, days, asOf, knownAt } = question;
  const metric = addable(context.catalogue.metricNamed(name));
  const parsed = parseQuestion({ metrics: [name], by: [by], compare, ...days }, context.catalogue);
  const cut = { asOf, ...(knownAt !== undefined && { knownAt }) };
  const asked = { ...withDays(parsed, asOf, context.fiscalStart), ...cut };
  const { rows, totals, meta } = await answer(asked, views, context);
  const all = partOf(totals, metric, '');
  const parts = rows.map((row) => partOf(row, metric, String(row[by]))).sort(mostFirst);
  const [listed, others] = [parts.slice(0, limit), parts.slice(limit)];
  const change = changeOf(all);
  const shown = (value: bigint): Moved => toFigure(value, metric) as Moved;
  return {
    ...{ metric: name, unit: metric.unit, by, compare },
    from: formatDay(asked.from ?? asOf),
    to: formatDay(Math.min(asked.to ?? asOf, asOf)),
    asOf: meta.asOf,
    position: meta.position,
    value: shown(all.value),
    previous: shown(all.previous),
    change: shown(change),
    parts: listed.map((one) => ({
      part: one.part,
      value: shown(one.value),
      previous: shown(one.previous),
      change: shown(changeOf(one)),
      share: toNumber({ numerator: changeOf(one), denominator: change }),
    })),
    others: { count: others.length, change: shown(changeOfAll(others)) },
    overlap: shown(change - changeOfAll(parts)),
  };
}

/** Ratios have no parts that sum to them. */
function addable(metric: Metric): Metric {
  if (metric.type !== 'number' && metric.onlyBy === undefined) return metric;
  const detail = `must be a metric whose parts have a sum, which ${metric.name} (${metric.unit}) is not`;
  throw new Problem('invalid-request', `metric ${detail}`, [{ field: 'metric', detail }]);
}

function partOf(row: Row, { name, type }: Metric, part: string): Part {
  const exact = (figure: Row[string] | undefined): bigint =>
    type === 'decimal' ? parseDecimal(String(figure ?? '0'), 6) : BigInt(figure ?? 0);
  return { part, value: exact(row[name]), previous: exact(row[`${name}.previous`]) };
}

function changeOf({ value, previous }: Part): bigint {
  return value - previous;
}

function changeOfAll(parts: readonly Part[]): bigint {
  return parts.reduce((sum, part) => sum + changeOf(part), 0n);
}

function mostFirst(a: Part, b: Part): number {
  const [left, right] = [a, b].map(changeOf).map((change) => (change < 0n ? -change : change));
  if (left !== right) return (left ?? 0n) > (right ?? 0n) ? -1 : 1;
  return compareText(a.part, b.part);
}
