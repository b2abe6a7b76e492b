import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Cell, Row, Table } from '#kernel/table.js';

const BYTE_ORDER_MARK = '\ufeff';
/** What a spreadsheet takes for a formula, or might after it has dropped what it does not show. */
const FORMULA = /^[=+\-@\p{Cc}]/u;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** Rows written at a time: others have their turn between. */
const ROWS = 2_000;

export interface CsvOptions {
  /** Whether it begins with a byte order mark, for spreadsheets that want one. */
  readonly bom?: boolean;
}

/**
 * RFC 4180 with a header, in UTF-8; figures exactly as answered, null as an empty field. A cell that a spreadsheet would run as a formula
 * begins with an apostrophe. Totals are left out: whoever adds a column up would have them twice.
 */
export async function* writeCsv(
  { columns, pages }: Pick<Table, 'columns' | 'pages'>,
  { bom = false }: CsvOptions,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from((bom ? BYTE_ORDER_MARK : '') + lineOf(columns.map(({ name }) => name)));
  for await (const rows of pages)
    for (let from = 0; from < rows.length; from += ROWS) {
      const part = rows.slice(from, from + ROWS);
      yield Buffer.from(part.map(lineOf).join(''));
      await othersTurn();
    }
}

function lineOf(row: Row): string {
  return `${row.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: Cell): string {
  const text = String(value ?? '');
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
