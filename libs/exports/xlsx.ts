import type { Table } from '#kernel/table.js';
import { STYLES } from './xlsx-cells.js';
import { aboutSheet, tableSheet } from './xlsx-sheets.js';
import { zipped, type Part } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What is the same in every file: two sheets, and where they are. */
const FRAME: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="table" sheetId="1" r:id="rId1"/><sheet name="about" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
    `<Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>` +
    `<Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': STYLES,
};

/**
 * A table as XLSX, piece by piece; the same table is the same bytes. Amounts are numbers where a cell keeps them exactly, otherwise text.
 * @throws Problem `answer-too-large`
 */
export function xlsxPieces(table: Table): AsyncGenerator<Uint8Array> {
  return zipped(partsOf(table));
}

/** What it is about comes last: of a table that is made page by page it is known then. */
function* partsOf(table: Table): Iterable<Part> {
  for (const [name, text] of Object.entries(FRAME)) yield [name, [XML, text]];
  yield ['xl/worksheets/sheet1.xml', withHead(tableSheet(table))];
  yield ['xl/worksheets/sheet2.xml', [XML, aboutSheet(table.about())]];
}

async function* withHead(texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield XML;
  yield* texts;
}
