import type { Groups } from './groups.js';
import { hiddenAmong, linesBy, type Counted } from './hidden-among.js';
import type { Metric } from './metric.js';
import type { Series } from './plan.js';
import { isZero } from './value.js';

/** A cell of an answer, and who stands behind it. */
interface Cell extends Counted {
  readonly key: string;
  readonly window: number;
  /** Of the dimensions it is divided by. */
  readonly values: readonly string[];
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

/** Which cells are not shown to whoever sees nothing of fewer than `least` customers. */
export function smallCells(asked: Cells, least: number): { readonly isHidden: IsHidden; readonly count: number } {
  const cells = cellsOf(asked);
  const hidden = hiddenAmong(cells, linesThrough(cells, asked), least);
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
  const full = cells.filter(({ isEmpty }) => !isEmpty);
  return linesBy(full, [all, ...(isLevel ? [] : [overTime]), ...along]);
}

function nameOf(key: string, window: number): string {
  return `${String(window)} ${key}`;
}
