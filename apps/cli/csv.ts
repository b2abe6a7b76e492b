import { writeCsv, type CsvOptions } from '#exports/csv.js';
import { onePage } from '#kernel/table.js';
import type { Table } from './table.js';

/** An answer that is held here already as CSV, as the server writes those it sends as files. */
export async function toCsv({ columns, rows }: Pick<Table, 'columns' | 'rows'>, options: CsvOptions): Promise<string> {
  const pages = onePage(rows.map((row) => columns.map(({ name }) => row[name] ?? null)));
  const named = columns.map(({ name }) => ({ name, type: 'text' }) as const);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv({ columns: named, pages }, options)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
