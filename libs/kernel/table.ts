/** What the cells of a column are; any of them may be null. */
export type CellType =
  | 'text'
  /** `2024-03-31`. */
  | 'date'
  /** RFC 3339 in UTC. */
  | 'instant'
  /** A whole number, of any size as a bigint or text. */
  | 'integer'
  /** An exact decimal as text, with at most 6 decimals. */
  | 'decimal'
  | 'number'
  | 'boolean';

export type Cell = string | number | bigint | boolean | null;

export interface TableColumn {
  /** As in the JSON answer. */
  readonly name: string;
  readonly type: CellType;
  /** For people, where the name does not say all, such as of which currency it is. */
  readonly label?: string;
  /** Whether its cells sum to something, and what they sum to is not given. */
  readonly adds?: boolean;
}

/** A row has a cell for each column. */
export type Row = readonly Cell[];

/** An answer as rows and columns, to be made a file of. It is gone through once. */
export interface Table {
  /** What a file of it is called, without what says its format. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Page after page: never all of them at a time where they are many. */
  readonly pages: AsyncIterable<readonly Row[]>;
  /** Over all rows, where they are known without adding them up. */
  readonly totals?: Row;
  /** What it is the answer to, and of which state: names and values. Asked when all rows are taken. */
  about(): readonly (readonly [name: string, value: string])[];
}

/** Rows that are there already, as pages. */
export async function* onePage(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows);
}
