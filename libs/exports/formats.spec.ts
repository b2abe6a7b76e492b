import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onePage, type Row, type Table } from '#kernel/table.js';
import { metadataOf, seenByDuckDb, seenInSheet } from '#testing/read-files.js';
import { FILE_FORMATS, type FileFormatName } from './formats.js';
import { MOST_ROWS, tableSheet } from './xlsx-sheets.js';

const ROWS: readonly Row[] = [
  ['2024-01-31', 'north, "far"', '12.45', 3, 0.1, true, '2024-01-31T10:00:00.000Z'],
  ['2024-02-29', '=1+1', '-0.000001', -2, -1.5e-7, false, '2024-02-29T23:59:59.999Z'],
  ['1899-12-31', '-2+3', '9999999999999999.999999', 12n, null, null, null],
  [null, '-5.00', '123456789012345', 0, 2, true, null],
  ['2024-12-31', 'new\r\nline\u0000_x0041_ 😀', '1234567890123456.7', 0, 0, false, null],
];
const AMOUNTS = '11358024679135814.149998';

const tableOf = (rows: readonly Row[] = ROWS, more: Partial<Table> = {}): Table => ({
  name: 'figures',
  columns: [
    { name: 'day', type: 'date' },
    { name: 'region', type: 'text' },
    { name: 'net', type: 'decimal', label: 'net (USD)', adds: true },
    { name: 'orders', type: 'integer', adds: true },
    { name: 'rate', type: 'number' },
    { name: 'known', type: 'boolean' },
    { name: 'at', type: 'instant' },
  ],
  pages: onePage(rows),
  about: () => [
    ['question', '{"metrics":["it\'s"]}'],
    ['position', '12'],
  ],
  ...more,
});

describe('a table as a file', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tally-formats-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const bytesOf = async (format: FileFormatName, table = tableOf(), bom = false): Promise<Buffer> =>
    Buffer.concat(await all(FILE_FORMATS[format].write(table, { folder, bom })));

  it('of CSV has every figure as answered, and nothing that a spreadsheet would run', async () => {
    const { columns, rows } = await seenByDuckDb(await bytesOf('csv'), 'csv');
    expect(columns.map(([name]) => name)).toEqual(['day', 'region', 'net', 'orders', 'rate', 'known', 'at']);
    expect(rows.map((row) => row[1])).toEqual([
      'north, "far"',
      "'=1+1",
      "'-2+3",
      '-5.00',
      'new\r\nline\u0000_x0041_ 😀',
    ]);
    expect(rows.map((row) => row[2])).toEqual(ROWS.map((row) => row[2]));
    expect(rows.map((row) => row[4])).toEqual(['0.1', '-1.5e-7', null, '2', '0']);
    expect([
      (await bytesOf('csv')).subarray(0, 3).toString(),
      (await bytesOf('csv', tableOf(), true)).toString(),
    ]).toEqual(['day', expect.stringMatching(/^\ufeffday,region,/)]);
  });

  it('of Parquet has amounts as exact decimals, days as days and counts as whole numbers', async () => {
    const bytes = await bytesOf('parquet');
    const { columns, rows } = await seenByDuckDb(bytes, 'parquet');
    expect(columns).toEqual([
      ['day', 'DATE'],
      ['region', 'VARCHAR'],
      ['net', 'DECIMAL(38,6)'],
      ['orders', 'BIGINT'],
      ['rate', 'DOUBLE'],
      ['known', 'BOOLEAN'],
      ['at', 'TIMESTAMP WITH TIME ZONE'],
    ]);
    expect(rows.map((row) => row[0])).toEqual(ROWS.map((row) => row[0]));
    expect(rows.map((row) => row[1])).toEqual(ROWS.map((row) => row[1]));
    expect(rows.map((row) => row[2])).toEqual([
      '12.450000',
      '-0.000001',
      '9999999999999999.999999',
      '123456789012345.000000',
      '1234567890123456.700000',
    ]);
    expect(rows[0]?.[6]).toBe('2024-01-31T10:00:00.000Z');
    expect(await metadataOf(bytes)).toMatchObject({ question: '{"metrics":["it\'s"]}', position: '12' });
  });

  it('of XLSX has amounts as numbers where a cell keeps them, a head that stays, marked totals and what it is about', async () => {
    const bytes = await bytesOf('xlsx');
    const [head, ...rows] = await seenInSheet(bytes, 'table');
    expect(head).toEqual(['day', 'region', 'net (USD)', 'orders', 'rate', 'known', 'at']);
    expect(rows.map((row) => row[0])).toEqual(['2024-01-31', '2024-02-29', '1899-12-31', null, '2024-12-31', 'total']);
    expect(rows.map((row) => row[2])).toEqual([...ROWS.map((row) => row[2]), AMOUNTS]);
    expect(rows.map((row) => row[3])).toEqual(['3', '-2', '12', '0', '0', '13']);
    expect(rows.map((row) => row[1]).slice(0, 4)).toEqual(ROWS.map((row) => row[1]).slice(0, 4));
    expect(await seenInSheet(bytes, 'about')).toEqual([
      ['question', '{"metrics":["it\'s"]}'],
      ['position', '12'],
    ]);
    const xml = (await all(tableSheet(tableOf()))).join('');
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('new_x000D_\nline_x0000__x005F_x0041_ 😀');
    const typeOf = (place: string) => new RegExp(`<c r="${place}" s="\\d+"( t="\\w+")?>`).exec(xml)?.[1];
    expect(['C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'A2', 'A4'].map(typeOf)).toEqual([
      undefined,
      undefined,
      ' t="inlineStr"',
      undefined,
      ' t="inlineStr"',
      ' t="inlineStr"',
      undefined,
      ' t="inlineStr"',
    ]);
  });

  it('has the totals that are given', async () => {
    const totals = [null, null, '7.5', null, 0.25, null, null];
    const rows = await seenInSheet(await bytesOf('xlsx', tableOf(ROWS, { totals })), 'table');
    expect(rows.at(-1)?.slice(0, 5)).toEqual(['total', null, '7.5', null, '0.25']);
  });

  it.each(['csv', 'xlsx', 'parquet'] as const)(
    'is the same bytes each time, as %s, also without rows',
    async (format) => {
      for (const rows of [ROWS, []])
        expect(Buffer.compare(await bytesOf(format, tableOf(rows)), await bytesOf(format, tableOf(rows)))).toBe(0);
    },
  );

  it.each(['xlsx', 'parquet'] as const)('as %s leaves nothing behind, taken or not', async (format) => {
    await bytesOf(format);
    const left = FILE_FORMATS[format].write(tableOf(), { folder });
    expect((await left.next()).done).toBe(false);
    expect((await readdir(folder)).length).toBe(1);
    await left.return(undefined);
    const broken = { ...tableOf(), pages: failing() };
    await expect(bytesOf(format, broken)).rejects.toThrow('the store went away');
    expect(await readdir(folder)).toEqual([]);
  });

  it('of CSV asks for rows only as its bytes are taken', async () => {
    let asked = 0;
    async function* pages(): AsyncGenerator<readonly Row[]> {
      for (; asked < 1_000; asked++) yield await Promise.resolve(ROWS);
    }
    const taken = FILE_FORMATS.csv.write(tableOf([], { pages: pages() }), { folder });
    for (let i = 0; i < 3; i++) await taken.next();
    expect(asked).toBe(1);
    await taken.return(undefined);
  });

  it('of XLSX is refused where a sheet has no room for it', async () => {
    const many = Array.from({ length: 50_000 }, (): Row => [null]);
    async function* pages(): AsyncGenerator<readonly Row[]> {
      for (let rows = 0; rows <= MOST_ROWS; rows += many.length) yield await Promise.resolve(many);
    }
    const table: Table = { name: 'x', columns: [{ name: 'none', type: 'text' }], pages: pages(), about: () => [] };
    await expect(all(tableSheet(table))).rejects.toMatchObject({ code: 'answer-too-large', status: 422 });
    const long = tableOf([[null, 'x'.repeat(32_768), null, null, null, null, null]]);
    await expect(bytesOf('xlsx', long)).rejects.toMatchObject({ code: 'answer-too-large' });
  });
});

async function all<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const found: Piece[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

async function* failing(): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(ROWS);
  throw new Error('the store went away');
}
