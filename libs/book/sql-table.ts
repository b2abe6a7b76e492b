import { onePage, type Cell, type CellType, type Row, type Table, type TableColumn } from '#kernel/table.js';
import type { SqlType } from '#kernel/sql-table.js';
import { parseDay } from '#kernel/time/calendar.js';
import type { Book } from './book.js';
import type { HeldAnswer } from './reading/readers.js';
import type { SqlAnswered } from './sql.answers.js';
import { askSql } from './sql.js';
import { Tabular } from './tabular.js';

/** Answers `/v1/sql`. Its answer fails with a Problem as `askSql`. */
export function sql(book: Book, body: unknown): Tabular<HeldAnswer<SqlAnswered>> {
  const asked = async (): Promise<HeldAnswer<SqlAnswered>> => askSql(book, body);
  return new Tabular(asked, async () => sqlTable(valueOf(await asked()), body as object));
}

/** What was made to be sent, to go on with. */
function valueOf(answer: HeldAnswer<SqlAnswered>): SqlAnswered {
  const pieces: Uint8Array[] = [];
  for (let piece = answer.next(); piece !== undefined; piece = answer.next()) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString()) as SqlAnswered;
}

/** The rows of a SELECT as a table; it has no totals, since nobody knows which of its columns add up. */
function sqlTable({ columns, rows, meta }: SqlAnswered, asked: object): Table {
  const cells = rows.map((row): Row => columns.map(({ name }) => cellOf(row[name])));
  const { position } = meta;
  return {
    name: `sql_${position}`,
    columns: columns.map(({ name, type }, i): TableColumn => ({ name, type: fitting(TYPES[type], cells, i) })),
    pages: onePage(cells),
    about: () => [
      ['question', JSON.stringify(asked)],
      ['position', position],
    ],
  };
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

const TYPES: Readonly<Record<SqlType, CellType>> = {
  string: 'text',
  json: 'text',
  integer: 'integer',
  decimal: 'decimal',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
};

const AMOUNT = /^-?\d{1,32}(\.\d{1,6})?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MOST = 2n ** 63n;

/** What the cells of a type are in every file: SQL has numbers, days and instants beyond. */
const FITS: Readonly<Record<CellType, (cell: string | number | bigint | boolean) => boolean>> = {
  text: () => true,
  boolean: (cell) => typeof cell === 'boolean',
  number: (cell) => typeof cell === 'number',
  integer: (cell) => BigInt(cell) < MOST && BigInt(cell) >= -MOST,
  decimal: (cell) => AMOUNT.test(String(cell)),
  date: (cell) => parseDay(String(cell)) !== undefined,
  instant: (cell) => INSTANT.test(String(cell)),
};

/** A column with a cell that its type does not hold is text: as in JSON, and none is lost. */
function fitting(type: CellType, rows: readonly Row[], column: number): CellType {
  const fits = FITS[type];
  return rows.every((row) => (row[column] ?? null) === null || fits(row[column] ?? '')) ? type : 'text';
}
