import type { Table } from '#kernel/table.js';
import { escaped, STYLES } from './xlsx-cells.js';
import { aboutSheet, tableSheet } from './xlsx-sheets.js';
import { zipped, type Part } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet of a workbook: a name of 1 to 31 characters without `[ ] : * ? / \\`, which no other has, and what is in it. */
export interface Sheet {
  readonly name: string;
  readonly table: Table;
}

const ABOUT = 'about';

/**
 * A table as XLSX, piece by piece; the same table is the same bytes. Amounts are numbers where a cell keeps them exactly, otherwise text.
 * @throws Problem `answer-too-large`
 */
export function xlsxPieces(table: Table): AsyncGenerator<Uint8Array> {
  return workbookPieces([{ name: 'table', table }], () => table.about());
}

/**
 * Tables as sheets of one workbook, as `xlsxPieces` makes one.
 * @param about what the last sheet says of all of them: asked when all rows are taken
 * @throws Problem `answer-too-large`
 */
export function workbookPieces(sheets: readonly Sheet[], about: Table['about']): AsyncGenerator<Uint8Array> {
  return zipped(partsOf(sheets, about));
}

/** What it is about comes last: of a table that is made page by page it is known then. */
function* partsOf(sheets: readonly Sheet[], about: Table['about']): Iterable<Part> {
  const frame = frameOf([...sheets.map(({ name }) => name), ABOUT]);
  for (const [name, text] of Object.entries(frame)) yield [name, [XML, text]];
  for (const [i, { table }] of sheets.entries()) yield [pathOf(i), withHead(tableSheet(table))];
  yield [pathOf(sheets.length), [XML, aboutSheet(about())]];
}

/** What says which sheets there are and where. */
function frameOf(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (textOf: (number: string, i: number) => string): string =>
    names.map((_, i) => textOf(String(i + 1), i)).join('');
  const styles = String(names.length + 1);
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/>` +
      `${each((_, i) => `<Override PartName="/${pathOf(i)}" ContentType="${SHEET}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((number, i) => `<sheet name="${escaped(names[i] ?? '')}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      each(
        (number) =>
          `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      ) +
      `<Relationship Id="rId${styles}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}

function pathOf(sheet: number): string {
  return `xl/worksheets/sheet${String(sheet + 1)}.xml`;
}

async function* withHead(texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield XML;
  yield* texts;
}
