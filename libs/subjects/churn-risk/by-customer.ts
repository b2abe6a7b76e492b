import { compareText } from '#kernel/compare.js';
import type { TextColumn } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { stepping } from '#mining/long-work.js';

/** The rows of each key, those of one key after another. */
export interface RowsByKey {
  /** Where those of a key begin; where they end, those of the next do. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/**
 * Customers in the order of their ids: whichever facts come in, sums of fractions are made in one order, on which their last digit hangs.
 * Each is known by a rank, the place in that order, for tables that are columns of numbers.
 */
export class Customers {
  private constructor(
    readonly ids: readonly string[],
    private readonly ranks: ReadonlyMap<string, number>,
  ) {}

  static in({ texts }: TextColumn, step: Step): Customers {
    const ids = [...texts].sort(stepping(compareText, step));
    return new Customers(
      ids,
      new Map(
        ids.map((id, rank) => {
          step();
          return [id, rank];
        }),
      ),
    );
  }

  /**
   * The rows of each, by rank; what is of none of them is left out. @param order of all rows: those of one customer come in it; as they lie
   * unless given
   */
  rowsOf({ texts, at }: TextColumn, step: Step, order?: Uint32Array): RowsByKey {
    const ranks = Int32Array.from(texts, (text) => {
      step();
      return this.ranks.get(text) ?? -1;
    });
    return sorted(
      { count: at.length, keys: this.ids.length, keyOf: (row) => ranks[at[row] as number] as number, order },
      step,
    );
  }
}

interface Sorting {
  readonly count: number;
  /** How many different keys there may be, from 0 on. */
  readonly keys: number;
  /** Below 0 for a row that is left out. */
  readonly keyOf: (row: number) => number;
  readonly order?: Uint32Array | undefined;
}

/** Rows in the order of their keys, those of one key in the order in which they were: counted, not compared. */
export function sorted({ count, keys, keyOf, order }: Sorting, step: Step): RowsByKey {
  const starts = new Uint32Array(keys + 1);
  for (let row = 0; row < count; row++) {
    if (row % STRIDE === 0) step();
    const key = keyOf(row);
    if (key >= 0) starts[key + 1] = (starts[key + 1] as number) + 1;
  }
  for (let key = 0; key < keys; key++) {
    if (key % STRIDE === 0) step();
    starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  }
  const next = starts.slice();
  const rows = new Uint32Array(starts[keys] as number);
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) step();
    const row = order === undefined ? i : (order[i] as number);
    const key = keyOf(row);
    if (key < 0) continue;
    rows[next[key] as number] = row;
    next[key] = (next[key] as number) + 1;
  }
  return { starts, rows };
}

/** Rows between two steps. */
const STRIDE = 256;
