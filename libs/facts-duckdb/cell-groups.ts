import type { CellColumns, SumColumn, TextColumn } from '#kernel/ports/views.js';

/** Lets others have their turn; what it throws ends the work. */
export type Turn = () => Promise<void>;

/** Cells between two turns: a millisecond of work, however many there are. */
const STRIDE = 5_000;

/** Does something with each of so many cells, part by part. */
export async function inParts(count: number, turn: Turn, each: (cell: number) => void): Promise<void> {
  for (let from = 0; from < count; from += STRIDE) {
    if (from > 0) await turn();
    const to = Math.min(count, from + STRIDE);
    for (let cell = from; cell < to; cell++) each(cell);
  }
}

/** Cells that are one in what divides them, by numbers from 0. */
export class Groups {
  /** Of each cell, -1 for one that is left out. */
  private readonly numbers: Int32Array;
  private count = 1;

  constructor(
    cells: number,
    private readonly turn: Turn,
  ) {
    this.numbers = new Int32Array(cells);
  }

  /** Parts those that are not alike in one thing more. @param at of each cell one of `width` values, or -1: it is left out */
  async divide(at: ArrayLike<number>, width: number): Promise<void> {
    const { numbers } = this;
    const places = new Map<number, number>();
    await inParts(numbers.length, this.turn, (cell) => {
      const [group, value] = [numbers[cell] as number, at[cell] as number];
      if (group < 0 || value < 0) numbers[cell] = -1;
      else {
        const key = group * width + value;
        const known = places.get(key) ?? places.size;
        if (known === places.size) places.set(key, known);
        numbers[cell] = known;
      }
    });
    this.count = places.size;
  }

  /** The first cell of each. */
  async firsts(): Promise<Uint32Array> {
    const firsts = new Uint32Array(this.count);
    let found = 0;
    await inParts(this.numbers.length, this.turn, (cell) => {
      if (this.numbers[cell] === found) firsts[found++] = cell;
    });
    return firsts;
  }

  async totals(column: SumColumn): Promise<readonly bigint[]> {
    const totals = new Array<bigint>(this.count).fill(0n);
    await inParts(this.numbers.length, this.turn, (cell) => {
      const group = this.numbers[cell] as number;
      if (group >= 0) totals[group] = (totals[group] as bigint) + (column[cell] as bigint);
    });
    return totals;
  }
}

/** Some of the cells, with those texts that they have. */
export function someOf({ windows, groups, sums }: CellColumns, cells: Uint32Array): CellColumns {
  return {
    count: cells.length,
    windows: Int32Array.from(cells, (cell) => windows[cell] as number),
    groups: groups.map((column) => textsOf(column, cells)),
    sums: sums.map((column) => {
      const own = Array.from(cells, (cell) => column[cell] as bigint);
      return column instanceof BigInt64Array ? BigInt64Array.from(own) : own;
    }),
  };
}

function textsOf({ texts, at }: TextColumn, cells: Uint32Array): TextColumn {
  const places = new Int32Array(texts.length).fill(-1);
  const own: string[] = [];
  const ownAt = Uint32Array.from(cells, (cell) => {
    const text = at[cell] as number;
    if ((places[text] as number) < 0) places[text] = own.push(texts[text] as string) - 1;
    return places[text] as number;
  });
  return { texts: own, at: ownAt };
}
