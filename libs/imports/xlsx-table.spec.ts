import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import XLSX from '@e965/xlsx';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { xlsxTable } from './xlsx-table.js';

const midnight = new Date(Date.UTC(2024, 0, 15));
const afternoon = new Date(Date.UTC(2024, 1, 29, 13, 45, 10));

describe('a sheet', () => {
  let file: string;
  beforeAll(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'tally-sheet-')), 'book.xlsx');
    const rows = [
      ['Id', 'When', 'Amount', 'Paid', 'Text'],
      ['a', midnight, 1234.56, true, '00012'],
      [],
      ['b', afternoon, 1e21, false, ' x '],
      ['c', 45_000, 1e-7, null, '=1+1'],
      ['d', null, 0.1 + 0.2, null, ''],
    ];
    const sheet = XLSX.utils.aoa_to_sheet(rows, { cellDates: true, UTC: true });
    sheet['C6'] = { t: 'n', v: 3, f: '1+2' };
    sheet['F5'] = { t: 's', v: 'beyond' };
    sheet['!ref'] = 'A1:F6';
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'Orders');
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['Title'], ['Name'], ['x']]), 'Other');
    writeFileSync(file, XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  });
  afterAll(() => rm(join(file, '..'), { recursive: true }));

  async function read(said: { sheet?: string; skip?: number } = {}, name = file): Promise<unknown> {
    const table = await xlsxTable(name, said);
    const rows: unknown[] = [];
    for await (const row of table.rows) rows.push('detail' in row ? [row.line, row.detail] : [row.line, ...row.cells]);
    return [table.columns, ...rows];
  }

  it('has dates in ISO form, numbers in their shortest, formulas by their value, and the numbers of its rows', async () => {
    expect(await read()).toEqual([
      ['Id', 'When', 'Amount', 'Paid', 'Text'],
      [2, 'a', '2024-01-15', '1234.56', 'true', '00012'],
      [4, 'b', '2024-02-29 13:45:10', '1000000000000000000000', 'false', 'x'],
      [5, 'the row has a value in column 6, the header has 5 columns'],
      [6, 'd', null, '3', null, null],
    ]);
  });

  it('has dates of formats that a workbook numbers as it likes', async () => {
    const formats = ['yyyy-mm-dd', 'dd.mm.yyyy hh:mm', '0.00', 'd/m/yy'];
    const sheet = XLSX.utils.aoa_to_sheet([formats, formats.map((z) => ({ t: 'n', v: 45_306.5, z }))]);
    const own = join(file, '../formats.xlsx');
    const book = XLSX.utils.book_new(sheet);
    writeFileSync(own, XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const day = '2024-01-15 12:00:00';
    expect(await read({}, own)).toEqual([formats, [2, day, day, '45306.5', day]]);
  });

  it('has no row where a column that is used holds an error, and no value where another does', async () => {
    const rows = [
      ['Id', 'Amount', 'Note'],
      ['a', 1, 'fine'],
      ['b', 2, 'x'],
      ['c', 3, '#N/A'],
      ['d', 4, 'fine'],
    ];
    const sheet = XLSX.utils.aoa_to_sheet(rows);
    sheet['B3'] = { t: 'e', v: 0x07, w: '#DIV/0!', f: '1/0' };
    sheet['C5'] = { t: 'e', v: 0x2a, w: '#N/A' };
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'Sheet');
    const errors = join(file, '..', 'errors.xlsx');
    const found = async (isUsed?: (column: string) => boolean): Promise<unknown> => {
      const read: unknown[] = [];
      for await (const row of (await xlsxTable(errors, {}, isUsed)).rows)
        read.push('detail' in row ? [row.line, row.detail, row.cells] : [row.line, ...row.cells]);
      return read;
    };
    for (const compression of [true, false]) {
      writeFileSync(errors, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression }) as Buffer);
      expect(await found((column) => column === 'Amount')).toEqual([
        [2, 'a', '1', 'fine'],
        [3, 'column Amount has the error #DIV/0!', ['b', '#DIV/0!', 'x']],
        // What somebody wrote there is a text.
        [4, 'c', '3', '#N/A'],
        [5, 'd', '4', null],
      ]);
      expect(await found()).toEqual([
        [2, 'a', '1', 'fine'],
        [3, 'b', null, 'x'],
        [4, 'c', '3', '#N/A'],
        [5, 'd', '4', null],
      ]);
    }
  });

  it('is the one that is named, from the header on', async () => {
    expect(await read({ sheet: 'Other', skip: 1 })).toEqual([['Name'], [3, 'x']]);
    await expect(read({ sheet: 'None' })).rejects.toThrow('has no sheet None; there are Orders, Other');
  });

  it('may be packed, and is refused where it is none', async () => {
    writeFileSync(`${file}.gz`, gzipSync(XLSX.write(bookOf('x'), { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    expect(await read({}, `${file}.gz`)).toEqual([['x']]);
    writeFileSync(`${file}.broken.xlsx`, 'a,b\n1,2');
    await expect(read({}, `${file}.broken.xlsx`)).rejects.toThrow('cannot be read as XLSX');
  });
});

function bookOf(cell: string): XLSX.WorkBook {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[cell]]), 'Sheet');
  return book;
}
