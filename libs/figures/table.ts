import type { Period } from '#kernel/time/periods.js';
import { Problem } from '#kernel/problem.js';
import type { Catalogue } from './catalogue.js';
import { otherCurrency } from './currency.js';
import { compareValues, type Dimension } from './dimensions.js';
import type { Column } from './figure.answers.js';
import type { Series } from './plan.js';
import type { Metric } from './metric.js';
import type { Question } from './question.js';
import { changeOf, isZero, toFigure, type Figure, type Value } from './value.js';

/** One row of an answer: the period, the values of `by`, the figures. */
export type Row = Readonly<Record<string, Figure>>;

/** A metric worked out by rows and in total, and what it is compared with. */
export interface Worked {
  readonly metric: Metric;
  readonly rows: Series;
  readonly total: Series;
  readonly before?: { readonly rows: Series; readonly total: Series };
}

const MOST_ROWS = 200_000;
/** The combination of no values. */
export const TOTAL = '[]';

/** Rows in order of period and values: every period with every combination that occurs, zeros included. */
export function tabulate(
  question: Question,
  buckets: readonly Period[],
  worked: readonly Worked[],
  catalogue: Catalogue,
) {
  const combinations = combinationsOf(question, worked, catalogue);
  if (combinations.length * buckets.length > MOST_ROWS)
    throw new Problem(
      'answer-too-large',
      `that is more than ${String(MOST_ROWS)} rows: ask for fewer dimensions, a shorter span or a coarser grain`,
    );
  const rows: Row[] = [];
  for (let window = 0; window < buckets.length; window++) {
    const period: Row = question.grain === undefined ? {} : { [question.grain]: buckets[window]?.name ?? '' };
    for (const { key, values } of combinations) {
      const dimensions = Object.fromEntries(question.by.map((name, i) => [name, values[i] ?? '']));
      rows.push({ ...period, ...dimensions, ...figures(worked, 'rows', key, window) });
    }
  }
  return { columns: columnsOf(question, worked), rows, totals: totalsOf(question, worked) };
}

/** The combinations of values for which any metric is not zero at any time, each as JSON of the list. */
export function keysListed({ by }: Pick<Question, 'by'>, worked: readonly Worked[]): readonly string[] {
  if (by.length === 0) return [TOTAL];
  const keys = new Set<string>();
  for (const { rows, before } of worked) {
    for (const series of [rows, before?.rows ?? new Map<string, readonly Value[]>()])
      for (const [key, values] of series) if (values.some((value) => !isZero(value))) keys.add(key);
  }
  return [...keys];
}

/** The same in the order of their values. */
export function combinationsOf(
  question: Question,
  worked: readonly Worked[],
  catalogue: Catalogue,
): readonly { key: string; values: readonly string[] }[] {
  const keys = keysListed(question, worked);
  const combinations = keys.map((key) => ({ key, values: JSON.parse(key) as readonly string[] }));
  const dimensions = question.by.map((name) => catalogue.dimension(name));
  return combinations.sort((a, b) => compareLists(dimensions, a.values, b.values));
}

function compareLists(by: readonly Dimension[], a: readonly string[], b: readonly string[]): number {
  for (const [i, dimension] of by.entries()) {
    const order = compareValues(dimension, a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function figures(worked: readonly Worked[], of: 'rows' | 'total', key: string, window: number): Row {
  const entries = worked.flatMap(({ metric, before, ...now }): [string, Figure][] => {
    const value = now[of].get(key)?.[window];
    const figure: [string, Figure] = [metric.name, toFigure(value, metric)];
    if (before === undefined) return [figure];
    const previous = before[of].get(key)?.[window];
    return [
      figure,
      [`${metric.name}.previous`, toFigure(previous, metric)],
      [`${metric.name}.change`, changeOf(value, previous)],
    ];
  });
  return Object.fromEntries(entries);
}

/** Parts without a common unit have no total, unless only one is asked for. */
function totalsOf({ where }: Question, worked: readonly Worked[]): Row {
  const totals = figures(worked, 'total', TOTAL, 0);
  const without = worked.filter(({ metric }) => metric.onlyBy !== undefined && where[metric.onlyBy]?.length !== 1);
  const names = without.flatMap(({ metric: { name } }) => [name, `${name}.previous`, `${name}.change`]);
  return Object.fromEntries(
    Object.entries(totals).map(([name, figure]) => [name, names.includes(name) ? null : figure]),
  );
}

function columnsOf(question: Question, worked: readonly Worked[]): readonly Column[] {
  const dimension = (name: string): Column => ({ name, type: 'string', unit: '' });
  const period = question.grain === undefined ? [] : [dimension(question.grain)];
  const metrics = worked.flatMap(({ metric, before }): Column[] => {
    const { name, type, unit } = metric;
    const currency = otherCurrency(metric, question.where);
    const column = { name, type, unit, ...(currency !== undefined && { currency }) };
    if (before === undefined) return [column];
    return [column, { ...column, name: `${name}.previous` }, { name: `${name}.change`, type: 'number', unit: 'ratio' }];
  });
  return [...period, ...question.by.map(dimension), ...metrics];
}
