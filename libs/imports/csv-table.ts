import { columnsOf, isHeader, placeNames } from './columns.js';
import { dialectOf, mostFrequent, once, type DialectSaid } from './csv-dialect.js';
import { csvRows, nameOf, type CsvRow, type Dialect } from './csv-rows.js';
import { decoded, type Encoded } from './decoded.js';
import { ImportError } from './import-error.js';
import { cellOf, type Table, type TableRow, type Unread } from './table.js';

/** Bytes from which separator and header are told. */
const BEGINNING = 65_536;

/** A file of separated cells. @throws ImportError for a file without rows, and for one whose header is further down */
export async function csvTable(text: Encoded, said: DialectSaid): Promise<Table> {
  const beginning = await beginningOf(decoded(text));
  const dialect = await dialectOf(beginning, said);
  const { skip = 0 } = said;
  const first = await firstRow(text.name, beginning, dialect, skip);
  const isNamed = isHeader(first);
  const columns = isNamed ? columnsOf(first) : placeNames(first.length);
  const rows = csvRows(decoded(text), dialect, skip);
  return { columns, rows: rowsOf(isNamed ? withoutFirst(rows) : rows, columns.length, dialect) };
}

/** Whole lines only, where there are more than fit. */
async function beginningOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= BEGINNING) break;
  }
  const all = Buffer.concat(parts);
  const end = all.lastIndexOf('\n');
  return length >= BEGINNING && end > 0 ? all.subarray(0, end) : all;
}

async function firstRow(name: string, beginning: Buffer, dialect: Dialect, skip: number): Promise<readonly string[]> {
  const rows: CsvRow[] = [];
  for await (const row of csvRows(once(beginning), dialect, skip)) rows.push(row);
  const [header] = rows;
  if (header === undefined) throw new ImportError(`${name} has no header`);
  if ('fault' in header)
    throw new ImportError(`the header of ${name}, on line ${String(header.line)}, cannot be read: ${header.fault}`);
  if (header.cells.some((cell) => cell.trim().includes('\r')))
    throw new ImportError(`the lines of ${name} must end with \\n or \\r\\n`);
  const width = mostFrequent(rows.map((row) => ('cells' in row ? row.cells.length : 0)));
  const likely = rows.find((row) => 'cells' in row && row.cells.length === width);
  if (header.cells.length < width && likely !== undefined && likely.line > header.line)
    throw new ImportError(
      `line ${String(header.line)} of ${name} has ${cellCount(header.cells.length)}, most rows have ${String(width)}: are there lines above the ` +
        `header? Pass over them with --skip ${String(likely.line - 1)}`,
    );
  return header.cells;
}

async function* withoutFirst(rows: AsyncIterable<CsvRow>): AsyncIterable<CsvRow> {
  let isFirst = true;
  for await (const row of rows) {
    if (!isFirst) yield row;
    isFirst = false;
  }
}

async function* rowsOf(rows: AsyncIterable<CsvRow>, width: number, dialect: Dialect): AsyncIterable<TableRow | Unread> {
  for await (const row of rows) {
    const { line } = row;
    if ('fault' in row) yield { line, detail: row.fault, cells: row.text.replace(/\r$/, '').split(dialect.delimiter) };
    else if (row.cells.length === width) yield { line, cells: row.cells.map(cellOf) };
    else {
      const has = `the row has ${cellCount(row.cells.length)}, the header ${String(width)}`;
      const hint = row.cells.length > width ? `: is ${nameOf(dialect.delimiter)} not quoted?` : '';
      yield { line, detail: has + hint, cells: row.cells };
    }
  }
}

function cellCount(count: number): string {
  return count === 1 ? '1 cell' : `${String(count)} cells`;
}
