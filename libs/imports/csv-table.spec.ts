import { describe, expect, it } from '@jest/globals';
import { csvTable } from './csv-table.js';
import type { DialectSaid } from './csv-dialect.js';

async function* pieces(bytes: Buffer): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += 5) yield await Promise.resolve(bytes.subarray(at, at + 5));
}

/** The columns and rows of a text, or why it is no table. */
async function read(text: string, said: DialectSaid = {}): Promise<unknown> {
  try {
    const bytes = Buffer.from(text);
    const table = await csvTable({ name: 'f.csv', encoding: 'utf-8', open: () => pieces(bytes) }, said);
    const rows: unknown[] = [];
    for await (const row of table.rows) rows.push('detail' in row ? [row.line, row.detail] : [row.line, ...row.cells]);
    return [table.columns, ...rows];
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a file of separated cells', () => {
  it.each([
    [
      ',',
      'a,b\n1,"x;y"\n2,"p\nq"\n',
      [
        ['a', 'b'],
        [2, '1', 'x;y'],
        [3, '2', 'p\nq'],
      ],
    ],
    [
      ';',
      'a;b\n1;2,5\n2;3,5\n',
      [
        ['a', 'b'],
        [2, '1', '2,5'],
        [3, '2', '3,5'],
      ],
    ],
    [
      'a tab',
      'a\tb\n"5 inch\t1\n',
      [
        ['a', 'b'],
        [2, '"5 inch', '1'],
      ],
    ],
    [
      '|',
      'a|b,c\n1|2\n',
      [
        ['a', 'b,c'],
        [2, '1', '2'],
      ],
    ],
    ['nothing', 'name\nx\n', [['name'], [2, 'x']]],
  ])('is found to be separated by %s', async (_by, text, wanted) => {
    expect(await read(text)).toEqual(wanted);
  });

  it('has a name for every column, and no two alike in any case', async () => {
    expect(await read('\ufeff Order ,order,,Line,order_1\n1,2,3,4,5')).toEqual([
      ['Order', 'order_1', 'column2', 'Line_1', 'order_1_1'],
      [2, '1', '2', '3', '4', '5'],
    ]);
  });

  it('has no header where the first row has no letter, and empty cells are nothing', async () => {
    expect(await read('1,2024-01-01, \n2,,x\n')).toEqual([
      ['column0', 'column1', 'column2'],
      [1, '1', '2024-01-01', null],
      [2, '2', null, 'x'],
    ]);
  });

  it('names the lines that are no rows, and goes on', async () => {
    expect(await read('a,b\n1,2\n1,2,3\n1\n"x,2\n3,4\n', { delimiter: ',', isQuoted: true })).toEqual([
      ['a', 'b'],
      [2, '1', '2'],
      [3, 'the row has 3 cells, the header 2: is a comma not quoted?'],
      [4, 'the row has 1 cell, the header 2'],
      [5, 'a quote that opens a cell is not closed'],
      [6, '3', '4'],
    ]);
  });

  it('tells of lines above its header, and passes over them when it is said', async () => {
    const text = 'Report\nof March\na,b\n1,2\n3,4\n5,6\n';
    expect(await read(text)).toBe(
      'line 1 of f.csv has 1 cell, most rows have 2: are there lines above the header? Pass over them with --skip 2',
    );
    expect(await read(text, { skip: 2 })).toEqual([
      ['a', 'b'],
      [4, '1', '2'],
      [5, '3', '4'],
      [6, '5', '6'],
    ]);
  });

  it('is none where it is empty, and where lines end otherwise', async () => {
    expect(await read('\n\n')).toBe('f.csv has no header');
    expect(await read('a,b\r1,2\r')).toBe('the lines of f.csv must end with \\n or \\r\\n');
  });
});
