import type { Column } from '#client/index.js';
import { isCut, type Shown } from '../book/answer.js';

type Row = Shown['rows'][number];

/** What people call metrics, and values of dimensions. */
interface Naming {
  readonly name: (name: string) => string;
  readonly valueName: (dimension: string, value: string) => string;
}

/**
 * An answer with its metrics, and the values of its dimensions that have names of ours, called as people call them: for a chart. Columns
 * that compare keep the ends of their names, and what has no value keeps none: a chart says that itself.
 */
export function named(answer: Shown, { name: nameOf, valueName }: Naming): Shown {
  const cuts = new Set(answer.columns.filter((column) => isCut(answer, column)).map(({ name }) => name));
  const valueOf = (name: string, value: Row[string]): Row[string] =>
    cuts.has(name) && typeof value === 'string' && value !== '' ? valueName(name, value) : value;
  const names = new Map(
    answer.columns.map((column) => {
      const [, metric = '', end = ''] = /^(.*?)(\.previous|\.change)?$/.exec(column.name) ?? [];
      return [column.name, isCut(answer, column) ? column.name : nameOf(metric) + end];
    }),
  );
  const renamed = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [names.get(name) ?? name, valueOf(name, value)]));
  return {
    ...answer,
    columns: answer.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })),
    rows: answer.rows.map(renamed),
    totals: renamed(answer.totals),
  };
}

/** The column of the metric that `named` called so. */
export function columnCalled(answer: Shown, called: string, nameOf: (name: string) => string): Column | undefined {
  return answer.columns.find((column) => !isCut(answer, column) && nameOf(column.name) === called);
}
