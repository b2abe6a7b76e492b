import type { Step } from '../step.js';
import type { Cell, CellColumns, SumColumn, Sums, TextColumn } from './views.js';

/** Between so many cells there is a step. */
const STRIDE = 10_000;
const NEVER: Step = () => undefined;

/** @param step called now and again; what it throws ends the work */
export function columnsOf(cells: readonly Cell[], step: Step = NEVER): CellColumns {
  const [first] = cells;
  const column = <Value>(of: (cell: Cell) => Value): readonly Value[] => {
    step();
    return cells.map(of);
  };
  return {
    count: cells.length,
    windows: Int32Array.from(column(({ window }) => window)),
    groups: (first?.group ?? []).map((_, i) => textColumn(column(({ group }) => group[i] ?? ''))),
    sums: (first?.sums ?? []).map((_, i) => sumColumn(column(({ sums }) => sums[i] ?? 0n))),
  };
}

/** @param step as of `columnsOf` */
export function cellsOf({ count, windows, groups, sums }: CellColumns, step: Step = NEVER): readonly Cell[] {
  const columns = sums.map(each);
  const cells = new Array<Cell>(count);
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) step();
    const group = new Array<string>(groups.length);
    for (let j = 0; j < groups.length; j++) {
      const { texts, at } = groups[j] as TextColumn;
      group[j] = texts[at[i] as number] as string;
    }
    const own = new Array<bigint>(columns.length);
    for (let j = 0; j < columns.length; j++) own[j] = (columns[j] as (i: number) => bigint)(i);
    cells[i] = { window: windows[i] as number, group, sums: own };
  }
  return cells;
}

/** Sums whose cells are made of columns where somebody looks at them. @param step as of `columnsOf` */
export function columnSums(position: number, columns: readonly CellColumns[], step?: Step): Sums {
  let cells: Sums['cells'] | undefined;
  return {
    position,
    columns,
    get cells() {
      return (cells ??= columns.map((one) => cellsOf(one, step)));
    },
  };
}

/** The cells of each request, for whoever reads columns. @param step as of `columnsOf` */
export function columnsIn(sums: Sums, step?: Step): readonly CellColumns[] {
  return sums.columns ?? sums.cells.map((cells) => columnsOf(cells, step));
}

function textColumn(values: readonly string[]): TextColumn {
  const places = new Map<string, number>();
  const at = new Uint32Array(values.length);
  for (const [i, text] of values.entries()) {
    const known = places.get(text) ?? places.size;
    if (known === places.size) places.set(text, known);
    at[i] = known;
  }
  return { texts: [...places.keys()], at };
}

export function sumColumn(sums: readonly bigint[]): SumColumn {
  return sums.every((sum) => BigInt.asIntN(64, sum) === sum) ? BigInt64Array.from(sums) : sums;
}

/** The numbers of a column: one that many cells have in a row is kept once. */
function each(column: SumColumn): (i: number) => bigint {
  let last = 0n;
  return (i) => {
    const next = column[i] ?? 0n;
    return next === last ? last : (last = next);
  };
}
