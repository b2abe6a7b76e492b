import type { Column } from '#client/index.js';
import { isCut, type Shown } from '../book/answer.js';

type Row = Shown['rows'][number];

/** An answer with its metrics called as people call them, for the legend of a chart. Columns that compare keep the ends of their names. */
export function named(answer: Shown, nameOf: (name: string) => string): Shown {
  const names = new Map(
    answer.columns.map((column) => {
      const [, metric = '', end = ''] = /^(.*?)(\.previous|\.change)?$/.exec(column.name) ?? [];
      return [column.name, isCut(answer, column) ? column.name : nameOf(metric) + end];
    }),
  );
  const renamed = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [names.get(name) ?? name, value]));
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
