import { columnsOf } from '#kernel/ports/cell-columns.js';
import type { TextColumn } from '#kernel/ports/views.js';

/** Columns without a row. */
export const NOTHING = columnsOf([]);
export const NONE: TextColumn = { texts: [], at: new Uint32Array(0) };

/** A column of texts that are whole numbers, such as days. */
export class Numbers {
  private readonly at: Uint32Array;
  private readonly values: Int32Array;
  private readonly ranks: Uint32Array;

  constructor({ texts, at }: TextColumn) {
    this.at = at;
    this.values = Int32Array.from(texts, Number);
    this.ranks = new Uint32Array(texts.length);
    const places = Array.from(this.values.keys()).sort((a, b) => (this.values[a] ?? 0) - (this.values[b] ?? 0));
    for (const [rank, place] of places.entries()) this.ranks[place] = rank;
  }

  /** How many different ones there are. */
  get count(): number {
    return this.values.length;
  }

  readonly of = (row: number): number => this.values[this.at[row] as number] as number;

  /** The place of a row's number among all that are different, from 0. */
  readonly rankOf = (row: number): number => this.ranks[this.at[row] as number] as number;
}
