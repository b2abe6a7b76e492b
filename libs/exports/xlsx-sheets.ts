import { Problem } from '#kernel/problem.js';
import type { Row, Table, TableColumn } from '#kernel/table.js';
import { Sums } from './sums.js';
import { cellXml, lettersOf, type Line } from './xlsx-cells.js';

/** Rows below its head that a sheet can have. */
export const MOST_ROWS = 1_048_575;
/** Rows written at a time: others have their turn between. */
const ROWS = 500;
const NARROW = 10;
const WIDE = 60;

const HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** The sheet of a table: a head that stays where it is, the rows, and a marked row of totals where it has some. @throws Problem for too many rows */
export async function* tableSheet(table: Table): AsyncGenerator<string> {
  const { columns, pages } = table;
  const heads = columns.map(({ name, label = name }) => label);
  const letters = columns.map((_, i) => lettersOf(i));
  const line = (row: Row, number: number, of: Line): string => lineXml(columns, letters, row, number, of);
  const sums = new Sums(table);
  let last = 1;
  yield `${HEAD}${FROZEN}${widths(heads)}<sheetData>${line(heads, last, 'head')}`;
  for await (const rows of pages)
    for (let from = 0; from < rows.length; from += ROWS) {
      const part = rows.slice(from, from + ROWS);
      for (const row of part) sums.add(row);
      yield part.map((row) => line(row, ++last, 'body')).join('');
      if (last - 1 > MOST_ROWS) throw tooMany();
    }
  const { totals } = sums;
  if (totals !== undefined) yield line(labelled(totals), ++last, 'totals');
  if (last - 1 > MOST_ROWS) throw tooMany();
  yield '</sheetData></worksheet>';
}

/** The sheet that says what another one is about. */
export function aboutSheet(about: ReturnType<Table['about']>): string {
  const columns: readonly TableColumn[] = [
    { name: 'name', type: 'text' },
    { name: 'value', type: 'text' },
  ];
  const letters = columns.map((_, i) => lettersOf(i));
  const rows = about.map((row, i) => lineXml(columns, letters, row, i + 1, 'body'));
  return `${HEAD}${widths(['a name of some length', 'x'.repeat(WIDE)])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** In the first cell, where that has no total of its own. */
function labelled([first = null, ...rest]: Row): Row {
  return [first ?? 'total', ...rest];
}

function lineXml(
  columns: readonly TableColumn[],
  letters: readonly string[],
  row: Row,
  number: number,
  line: Line,
): string {
  const cells = columns.map(({ type }, i) => {
    const cell = row[i] ?? null;
    const isLabel = line === 'totals' && cell === 'total';
    return cellXml(`${letters[i] ?? ''}${String(number)}`, cell, isLabel ? 'text' : type, line);
  });
  return `<row r="${String(number)}">${cells.join('')}</row>`;
}

function widths(heads: readonly string[]): string {
  const all = heads.map((head, i) => {
    const place = String(i + 1);
    return `<col min="${place}" max="${place}" width="${String(Math.min(WIDE, Math.max(NARROW, head.length + 3)))}" customWidth="1"/>`;
  });
  return all.length === 0 ? '' : `<cols>${all.join('')}</cols>`;
}

function tooMany(): Problem {
  return new Problem(
    'answer-too-large',
    `it has more than the ${String(MOST_ROWS)} rows of a sheet of XLSX: ask for csv or parquet, or for less`,
  );
}
