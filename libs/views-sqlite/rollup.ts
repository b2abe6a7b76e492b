import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { arrayRows } from './array-rows.js';
import type { SeriesLayout } from './layout.js';
import { sumsOf } from './layout.js';
import type { RollupState } from './rollup-store.js';

/** A rollup that grows beyond this many cells would no longer be much smaller than the facts: it is given up. */
export const CELL_LIMIT = 400_000;
/** Sums stay exact in doubles while every cell is below this: 2^53 / CELL_LIMIT. */
const EXACT_LIMIT = 20_000_000_000;
const LOW_BASE = 1_000_000_000;

/**
 * The facts of a series added up by valid day, recorded day and a few dimensions (and the mark), in memory. Facts are only appended, so
 * a rollup is a fold of the table up to a row number and is brought up to date by folding the rows after it.
 */
export class Rollup {
  /** Per key column (valid, recorded, then the dimensions asked) one array. */
  readonly keys: Int32Array[];
  /** Per measure column one array. */
  readonly sums: Float64Array[];
  size = 0;
  /** Too many cells, or sums too large for doubles: answer from the facts instead. */
  unusable = false;
  upTo = 0;
  /** Up to where it was stored. */
  storedTo = 0;
  private readonly index = new Map<string, number>();
  private readonly newRows: StatementSync;
  private readonly lowColumns: readonly number[];

  constructor(
    db: DatabaseSync,
    private readonly layout: SeriesLayout,
    dimensions: readonly string[],
  ) {
    const keys = ['valid', 'recorded', ...dimensions];
    this.keys = keys.map(() => new Int32Array(1024));
    this.sums = layout.measureColumns.map(() => new Float64Array(1024));
    this.lowColumns = layout.measureColumns.flatMap((column, i) => (column.endsWith('_low') ? [i] : []));
    this.newRows = db.prepare(
      `SELECT ${keys.join()}, ${sumsOf(layout.measureColumns)} FROM ${layout.table} WHERE rowid > ? AND rowid <= ? GROUP BY ${keys.join()}`,
    );
    this.newRows.setReturnArrays(true);
  }

  /** What to keep of it. */
  state(): RollupState {
    const { upTo, size } = this;
    return {
      upTo,
      keys: this.keys.map((values) => values.slice(0, size)),
      sums: this.sums.map((values) => values.slice(0, size)),
    };
  }

  /** Goes on from what was kept. */
  restore({ upTo, keys, sums }: RollupState): void {
    this.upTo = upTo;
    this.keys.splice(0, this.keys.length, ...keys);
    this.sums.splice(0, this.sums.length, ...sums);
    this.size = keys[0]?.length ?? 0;
    for (let cell = 0; cell < this.size; cell++) this.index.set(keys.map((values) => values[cell]).join(' '), cell);
  }

  /** Folds the rows up to `last`, the newest row number of the snapshot. */
  refresh(last: number): void {
    if (this.unusable || last <= this.upTo) return;
    try {
      for (const row of arrayRows<readonly number[]>(this.newRows.iterate(this.upTo, last))) {
        this.add(row);
        this.unusable = this.size > CELL_LIMIT;
        if (this.unusable) break;
      }
      this.normalize();
    } catch (error) {
      // Sums that leave the range of exact doubles are reported by the driver.
      if ((error as { code?: unknown }).code !== 'ERR_OUT_OF_RANGE') throw error;
      this.unusable = true;
    }
    this.upTo = last;
    if (this.unusable) this.release();
  }

  private add(row: readonly number[]): void {
    const width = this.keys.length;
    const key = row.slice(0, width).join(' ');
    let cell = this.index.get(key);
    if (cell === undefined) {
      cell = this.size++;
      this.index.set(key, cell);
      this.grow();
      for (const [i, values] of this.keys.entries()) values[cell] = row[i] as number;
    }
    for (const [i, values] of this.sums.entries()) values[cell] = (values[cell] as number) + (row[width + i] as number);
  }

  /** Keeps the low halves small, so that sums over all cells are exact. */
  private normalize(): void {
    for (const low of this.lowColumns) {
      const lows = this.sums[low] as Float64Array;
      const highs = this.sums[low - 1] as Float64Array;
      for (let cell = 0; cell < this.size; cell++) {
        const carry = Math.floor((lows[cell] as number) / LOW_BASE);
        lows[cell] = (lows[cell] as number) - carry * LOW_BASE;
        highs[cell] = (highs[cell] as number) + carry;
      }
    }
    if (this.sums.some((values) => values.some((value) => Math.abs(value) > EXACT_LIMIT))) this.unusable = true;
  }

  private grow(): void {
    const capacity = (this.keys[0] as Int32Array).length;
    if (this.size <= capacity) return;
    for (const [i, values] of this.keys.entries()) this.keys[i] = enlarged(values, new Int32Array(capacity * 2 + 1024));
    for (const [i, values] of this.sums.entries())
      this.sums[i] = enlarged(values, new Float64Array(capacity * 2 + 1024));
  }

  private release(): void {
    this.index.clear();
    this.size = 0;
    this.keys.length = 0;
    this.sums.length = 0;
  }
}

function enlarged<Values extends Int32Array | Float64Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
