import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Cell } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';

/**
 * Cells on their way to another process, in columns: a text that many of them have is sent once, and numbers are copied as they lie in
 * memory. Hundreds of thousands take a fraction of the time that as many objects do, most of it in parts that others can come between.
 */
export interface PackedCells {
  readonly count: number;
  readonly windows: Int32Array;
  /** The texts that there are, and which of them each cell has. */
  readonly groups: readonly { readonly texts: readonly string[]; readonly at: Uint32Array }[];
  /** Those that do not fit into 64 bits as they are. */
  readonly sums: readonly (BigInt64Array | readonly bigint[])[];
}

/** Between so many cells others have their turn. */
const STRIDE = 10_000;

export async function packed(cells: readonly Cell[]): Promise<PackedCells> {
  const [first] = cells;
  const windows = new Int32Array(cells.length);
  const groups = (first?.group ?? []).map(() => ({
    texts: new Map<string, number>(),
    at: new Uint32Array(cells.length),
  }));
  for (const [i, { window, group }] of cells.entries()) {
    if (i % STRIDE === STRIDE - 1) await othersTurn();
    windows[i] = window;
    for (const [j, { texts, at }] of groups.entries()) {
      const text = group[j] ?? '';
      const known = texts.get(text) ?? texts.size;
      if (known === texts.size) texts.set(text, known);
      at[i] = known;
    }
  }
  return {
    ...{ count: cells.length, windows },
    groups: groups.map(({ texts, at }) => ({ texts: [...texts.keys()], at })),
    sums: (first?.sums ?? []).map((_, j) => packedSums(cells.map(({ sums }) => sums[j] ?? 0n))),
  };
}

/** @param step called now and again; what it throws ends the work */
export function unpacked({ count, windows, groups, sums }: PackedCells, step: Step): readonly Cell[] {
  const columns = sums.map(each);
  const cells = new Array<Cell>(count);
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) step();
    const group = new Array<string>(groups.length);
    for (let j = 0; j < groups.length; j++) {
      const { texts, at } = groups[j] as PackedCells['groups'][number];
      group[j] = texts[at[i] as number] as string;
    }
    const own = new Array<bigint>(columns.length);
    for (let j = 0; j < columns.length; j++) own[j] = (columns[j] as (i: number) => bigint)(i);
    cells[i] = { window: windows[i] as number, group, sums: own };
  }
  return cells;
}

/** The numbers of a column: one that many cells have in a row is kept once. */
function each(column: PackedCells['sums'][number]): (i: number) => bigint {
  let last = 0n;
  return (i) => {
    const next = column[i] ?? 0n;
    return next === last ? last : (last = next);
  };
}

function packedSums(sums: readonly bigint[]): PackedCells['sums'][number] {
  return sums.every((sum) => BigInt.asIntN(64, sum) === sum) ? BigInt64Array.from(sums) : sums;
}
