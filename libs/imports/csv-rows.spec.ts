import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvRows } from './csv-rows.js';

/** The text in pieces of a size, as a file is read. */
async function* inPieces(text: string, size: number): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const PLAIN = { delimiter: ',', isQuoted: true };

async function rowsOf(text: string, size = 7, dialect = PLAIN, skip = 0): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const row of csvRows(inPieces(text, size), dialect, skip))
    rows.push(`${String(row.line)} ${'cells' in row ? JSON.stringify(row.cells) : row.fault}`);
  return rows;
}

describe('the rows of a CSV', () => {
  it('have the line they begin on, over empty lines and line breaks in cells, with either end of line', async () => {
    expect(await rowsOf('a,b\r\n1,2\r\n\r\n"x\r\ny",3\r\n4,5')).toEqual([
      '1 ["a","b"]',
      '2 ["1","2"]',
      '4 ["x\\r\\ny","3"]',
      '6 ["4","5"]',
    ]);
  });

  it('take quotes in quotes, and quotes inside a cell that does not begin with one', async () => {
    expect(await rowsOf('"say ""hi""",5" pipe,\n"",,""')).toEqual([
      '1 ["say \\"hi\\"","5\\" pipe",""]',
      '2 ["","",""]',
    ]);
  });

  it('lose one line to a quote that is not closed, and one to text after a closing quote', async () => {
    expect(await rowsOf('a,b\n"open,1\n2,3\n4,5')).toEqual([
      '1 ["a","b"]',
      '2 a quote that opens a cell is not closed',
      '3 ["2","3"]',
      '4 ["4","5"]',
    ]);
    expect(await rowsOf('"5 inch",1\n"5" inch,1\n2,3')).toEqual([
      '1 ["5 inch","1"]',
      '2 after the closing quote of cell 1 a comma must come',
      '3 ["2","3"]',
    ]);
  });

  it('take quotes for characters where they are no more, and other separators', async () => {
    const dialect = { delimiter: ';', isQuoted: false };
    expect(await rowsOf('"a;b"\n5" pipe;","', 7, dialect)).toEqual(['1 ["\\"a","b\\""]', '2 ["5\\" pipe","\\",\\""]']);
    expect(await rowsOf('"5" inch\t1', 7, { delimiter: '\t', isQuoted: true })).toEqual([
      '1 after the closing quote of cell 1 a tab must come',
    ]);
  });

  it('begin after the lines that are passed over, whatever is in them', async () => {
    expect(await rowsOf('"open\nReport,\na,b', 7, PLAIN, 2)).toEqual(['3 ["a","b"]']);
  });

  it('lose a line that is too long, and no other', async () => {
    const long = 'x'.repeat(2_000_000);
    expect(await rowsOf(`a,b\n1,${long}\n2,3\n"${long}\n4,5`, 65_536)).toEqual([
      '1 ["a","b"]',
      '2 the line is longer than 1 MiB',
      '3 ["2","3"]',
      '4 the line is longer than 1 MiB',
      '5 ["4","5"]',
    ]);
  });

  it('pass over a byte order mark', async () => {
    expect(await rowsOf('\ufeffa,b\n\ufeffc,d')).toEqual(['1 ["a","b"]', '2 ["\ufeffc","d"]']);
  });

  it('are what was written, whatever the cells hold and however it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'é', '😀', ' ') });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(',', ';', '\t'),
        async (rows, size, delimiter) => {
          const text = rows
            .map((cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter)}\r\n`)
            .join('');
          const read: unknown[] = [];
          for await (const found of csvRows(inPieces(text, size), { ...PLAIN, delimiter }))
            read.push('cells' in found ? found.cells : found);
          expect(read).toEqual(rows);
        },
      ),
    );
  });
});
