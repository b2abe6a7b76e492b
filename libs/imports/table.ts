/** A row as it is kept: a text for each column, trimmed, null where there is none. */
export interface TableRow {
  /** Of the file, on which it begins; of a sheet the number of the row. */
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

/** What of a file is no row, and why. */
export interface Unread {
  readonly line: number;
  readonly detail: string;
  readonly cells: readonly string[];
}

/** A file as rows. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<TableRow | Unread>;
}

/** Trimmed; null for what is empty then. */
export function cellOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
