import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';
import type { Dictionary } from './dictionary.js';
import { join } from './exact-sum.js';
import type { SeriesLayout } from './layout.js';

/** Days that a table of windows covers at most: 300 years. */
const TABLE_DAYS = 110_000;

/** The number of the window a day lies in, -1 for none: by a table over the days from the first window to the last, or by halving where those are too many. */
export class Windows {
  private readonly table: Int32Array | undefined;
  private readonly start: number;
  private readonly openEnd: number;

  constructor(readonly list: readonly Window[]) {
    const [first] = list;
    const bounded = list.filter((window) => window.from !== undefined);
    this.start = bounded[0]?.from ?? 0;
    this.openEnd = first !== undefined && first.from === undefined ? first.to : -Infinity;
    const days = Math.max(0, (bounded.at(-1)?.to ?? this.start - 1) - this.start + 1);
    if (days <= TABLE_DAYS) this.table = this.tableOver(days);
  }

  indexOf(day: number): number {
    if (day <= this.openEnd) return 0;
    return this.table === undefined ? this.byHalving(day) : (this.table[day - this.start] ?? -1);
  }

  private tableOver(days: number): Int32Array {
    const table = new Int32Array(days).fill(-1);
    this.list.forEach(({ from, to }, index) => {
      if (from !== undefined && from <= to) table.fill(index, from - this.start, to - this.start + 1);
    });
    return table;
  }

  private byHalving(day: number): number {
    let low = 0;
    let high = this.list.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { from = -Infinity, to } = this.list[middle] as Window;
      if (day < from) high = middle - 1;
      else if (day > to) low = middle + 1;
      else return middle;
    }
    return -1;
  }

  /** The first day of a day's window; no mark lies before a window without one. */
  fromOf(day: number): number {
    return this.list[this.indexOf(day)]?.from ?? Number.MAX_SAFE_INTEGER;
  }

  get last(): number {
    return this.list.at(-1)?.to ?? -Infinity;
  }
}

/** Adds up sums per window and group. Sums arrive as the columns of the asked measures, in doubles that are exact. */
export class CellSums {
  private readonly cells = new Map<string | number, { window: number; group: readonly number[]; sums: Float64Array }>();

  constructor(private readonly columns: number) {}

  at(window: number, group: readonly number[]): Float64Array {
    const key = group.length === 0 ? window : `${String(window)} ${group.join(' ')}`;
    let cell = this.cells.get(key);
    if (cell === undefined) {
      cell = { window, group, sums: new Float64Array(this.columns) };
      this.cells.set(key, cell);
    }
    return cell.sums;
  }

  toCells(layout: SeriesLayout, request: SumRequest, dictionary: Dictionary): readonly Cell[] {
    const cells: Cell[] = [];
    for (const { window, group, sums } of this.cells.values()) {
      const exact = joinColumns(layout, request.measures, sums);
      if (exact.some((sum) => sum !== 0n))
        cells.push({ window, group: group.map((id) => dictionary.wordOf(id)), sums: exact });
    }
    return cells;
  }
}

/** The columns of measures, in order, as exact sums. */
export function joinColumns(
  layout: SeriesLayout,
  measures: readonly string[],
  sums: { readonly [column: number]: number | bigint },
): readonly bigint[] {
  let at = 0;
  return measures.map((name) => {
    const first = sums[at++] as number | bigint;
    return columnsOf(layout, name).length === 1 ? BigInt(first) : join(first, sums[at++] as number | bigint);
  });
}

export function columnsOf(layout: SeriesLayout, measure: string): readonly string[] {
  const found = layout.measures.find(({ name }) => name === measure);
  if (found === undefined) throw new Error(`the series ${layout.schema.name} has no measure ${measure}`);
  return found.columns;
}
