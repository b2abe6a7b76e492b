import type { Groups } from './groups.js';
import type { Metric } from './metric.js';
import type { Series } from './plan.js';
import { isZero } from './value.js';

/** A cell of an answer, and who stands behind it. */
interface Cell {
  readonly key: string;
  readonly window: number;
  /** Of the dimensions it is divided by. */
  readonly values: readonly string[];
  readonly customers: number;
  /** Nothing is in it, and nobody behind it. */
  readonly isEmpty: boolean;
}

/** The cells of a metric, in the order of their windows. */
export interface Cells {
  readonly metric: Pick<Metric, 'kind' | 'onlyBy'>;
  readonly by: readonly string[];
  readonly keys: readonly string[];
  readonly windows: number;
  readonly series: Series;
  readonly groups: Groups;
}

/** Whether a cell is not shown. */
export type IsHidden = (key: string, window: number) => boolean;

/**
 * Which cells are not shown to whoever sees nothing of fewer than `least` customers: those that are so small; and wherever what is hidden
 * could be told from the rest of a sum that can be asked for, the next smallest as well, until at least two cells of at least that many
 * customers are hidden together.
 */
export function smallCells(asked: Cells, least: number): { readonly isHidden: IsHidden; readonly count: number } {
  const cells = cellsOf(asked);
  const hidden = new Set(cells.filter(({ customers }) => customers < least));
  const lines = linesThrough(cells, asked);
  // What is hidden in one line is missing in another.
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const line of lines) hideMore(line, hidden, least);
  }
  const names = new Set([...hidden].map(({ key, window }) => nameOf(key, window)));
  return { isHidden: (key, window) => names.has(nameOf(key, window)), count: names.size };
}

function cellsOf({ keys, windows, series, groups }: Cells): readonly Cell[] {
  return keys.flatMap((key) => {
    const values = JSON.parse(key) as readonly string[];
    return Array.from({ length: windows }, (_, window): Cell => {
      const customers = groups.get(key)?.[window] ?? 0;
      return { key, window, values, customers, isEmpty: customers === 0 && isZero(series.get(key)?.[window]) };
    });
  });
}

/** Cells that add up to something that is shown, or that another question is answered with: along each dimension, along time, and all. */
function linesThrough(cells: readonly Cell[], { metric, by }: Cells): readonly (readonly Cell[])[] {
  // Levels do not add up over time, and what has no common unit does not over that.
  const isLevel = metric.kind === 'stock';
  const apart = metric.onlyBy === undefined ? -1 : by.indexOf(metric.onlyBy);
  const all = ({ window, values }: Cell) => [isLevel ? window : '', values[apart] ?? ''];
  const overTime = ({ key }: Cell) => [key];
  const along = by.flatMap((_, axis) =>
    axis === apart ? [] : [({ window, values }: Cell) => [window, ...values.toSpliced(axis, 1)]],
  );
  return [all, ...(isLevel ? [] : [overTime]), ...along].flatMap((of) => [
    ...Map.groupBy(
      cells.filter(({ isEmpty }) => !isEmpty),
      (cell) => JSON.stringify(of(cell)),
    ).values(),
  ]);
}

function hideMore(line: readonly Cell[], hidden: Set<Cell>, least: number): void {
  const own = line.filter((cell) => hidden.has(cell));
  if (own.length === 0 || own.length === line.length) return;
  const shown = line.filter((cell) => !hidden.has(cell)).sort((a, b) => a.customers - b.customers);
  let together = own.reduce((sum, { customers }) => sum + customers, 0);
  let count = own.length;
  for (const next of shown) {
    if (count > 1 && together >= least) return;
    hidden.add(next);
    together += next.customers;
    count++;
  }
}

function nameOf(key: string, window: number): string {
  return `${String(window)} ${key}`;
}
