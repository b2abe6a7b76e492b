import { readFile } from 'node:fs/promises';
import readBook, { type CellValue } from 'read-excel-file/node';
import { gunzipSync } from 'node:zlib';
import { columnsOf, isHeader, placeNames } from './columns.js';
import { ImportError } from './import-error.js';
import { cellOf, type Table, type TableRow, type Unread } from './table.js';
import { errorIn, errorsAsTexts, withoutMark } from './xlsx-errors.js';
import { formatsRaised } from './xlsx-formats.js';

/** A number as the sheet has it. */
interface SheetNumber {
  readonly digits: string;
}

type Cell = CellValue<SheetNumber> | SheetNumber | null;

/**
 * A sheet: the first one unless it is named. Numbers come in their shortest decimal form, dates in ISO form, formulas with the value that
 * was stored. A row with an error such as `#DIV/0!` in a column that is used is none.
 * @param isUsed whether a column is; none where its cells are only looked at @throws ImportError
 */
export async function xlsxTable(
  name: string,
  said: { readonly sheet?: string; readonly skip?: number },
  isUsed: (column: string) => boolean = () => false,
): Promise<Table> {
  const sheets = await sheetsOf(name);
  const found = said.sheet === undefined ? sheets[0] : sheets.find(({ sheet }) => sheet === said.sheet);
  if (found === undefined)
    throw new ImportError(
      `${name} has no sheet ${said.sheet ?? ''}; there are ${sheets.map(({ sheet }) => sheet).join(', ')}`,
    );
  const { skip = 0 } = said;
  const rows = found.data.map((cells: readonly Cell[], i) => ({ line: i + 1, texts: cells.map(textOf) }));
  const filled = rows.filter(({ line, texts }) => line > skip && texts.some((text) => text.trim() !== ''));
  const [first] = filled;
  if (first === undefined) throw new ImportError(`${name} has no header`);
  const header = first.texts.slice(0, first.texts.findLastIndex((text) => text.trim() !== '') + 1).map(withoutMark);
  const isNamed = isHeader(header);
  const columns = isNamed ? columnsOf(header) : placeNames(first.texts.length);
  return { columns, rows: rowsOf(isNamed ? filled.slice(1) : filled, columns, columns.map(isUsed)) };
}

async function sheetsOf(name: string) {
  try {
    const bytes = await readFile(name);
    return await readBook(formatsRaised(errorsAsTexts(/\.gz$/i.test(name) ? gunzipSync(bytes) : bytes)), {
      trim: false,
      parseNumber: (digits): SheetNumber => ({ digits }),
    });
  } catch (error) {
    throw new ImportError(`${name} cannot be read as XLSX: ${(error as Error).message}`);
  }
}

async function* rowsOf(
  rows: readonly { readonly line: number; readonly texts: readonly string[] }[],
  columns: readonly string[],
  used: readonly boolean[],
): AsyncIterable<TableRow | Unread> {
  for (const { line, texts } of rows) {
    const detail = whyNoRow(texts, columns, used);
    if (detail !== undefined) yield { line, detail, cells: texts.map(withoutMark) };
    else yield { line, cells: columns.map((_, i) => valueOf(texts[i] ?? '')) };
  }
}

function whyNoRow(texts: readonly string[], columns: readonly string[], used: readonly boolean[]): string | undefined {
  const width = columns.length;
  const beyond = texts.findIndex((text, i) => i >= width && text.trim() !== '');
  if (beyond !== -1)
    return `the row has a value in column ${String(beyond + 1)}, the header has ${String(width)} columns`;
  const wrong = texts.findIndex((text, i) => used[i] === true && errorIn(text) !== undefined);
  if (wrong === -1) return undefined;
  return `column ${columns[wrong] ?? ''} has the error ${withoutMark(texts[wrong] ?? '')}`;
}

/** An error in a column that nobody asks for is no value. */
function valueOf(text: string): string | null {
  return errorIn(text) === undefined ? cellOf(text) : null;
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return isoOf(cell);
  return typeof cell === 'object' ? shortest(cell.digits) : String(cell);
}

/** A date, or a date and time to the second: what a sheet has is a day with a fraction, which is good for no more. */
function isoOf(date: Date): string {
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
}

/** The shortest decimal that is the same double, without an exponent. */
function shortest(digits: string): string {
  const [mantissa = '', exponent] = String(Number(digits)).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  return sign + all.slice(0, point).padEnd(point, '0') + (point < all.length ? `.${all.slice(point)}` : '');
}
