import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { demoBusiness } from '#demo/business.js';
import { readDecimal } from '#kernel/decimal.js';
import { seenByDuckDb, seenInSheet } from '#testing/read-files.js';
import { Stage } from './stage.js';

type Values = Readonly<Record<string, unknown>>;

const SQL = `SELECT day, region, sum(net) AS net, sum(orders) AS orders, sum(net) * 0.1234567 AS share, [region, 'x'] AS pair
  FROM sales GROUP BY ALL ORDER BY ALL`;
const COLUMNS = ['day', 'region', 'net', 'orders', 'share', 'pair'];

/** However it is written. */
function exact(value: unknown, name: string): string {
  if (value === null || value === undefined || value === '') return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return name === 'net' || name === 'orders' ? String(readDecimal(text)) : text;
}

describe('the rows of a SELECT as a file', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2025-02-01T09:00:00Z');
    await stage.bulk([...demoBusiness({ facts: 1_000, seed: 11 })]);
  });
  afterAll(() => stage.close());

  const fileOf = async (format: string, question: object): Promise<Buffer> => {
    const response = await fetch(`${stage.url}/v1/sql?format=${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...question, position: stage.position }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(bytes.toString());
    return bytes;
  };

  it('are those of its JSON, to the last decimal, in every format', async () => {
    const { body } = await stage.send('POST', '/v1/sql', { sql: SQL, position: stage.position });
    const rows = body['rows'] as readonly Values[];
    expect(rows.length).toBeGreaterThan(100);
    const expected = rows.map((row) => COLUMNS.map((name) => exact(row[name], name)));
    const [csv, parquet] = [await fileOf('csv', { sql: SQL }), await fileOf('parquet', { sql: SQL })];
    for (const found of [await seenByDuckDb(csv, 'csv'), await seenByDuckDb(parquet, 'parquet')])
      expect(found.rows.map((row) => COLUMNS.map((name, i) => exact(row[i], name)))).toEqual(expected);
    // More decimals than a column of decimals has in a file are text, as lists are.
    expect((await seenByDuckDb(parquet, 'parquet')).columns.map(([, type]) => type)).toEqual([
      ...['DATE', 'VARCHAR', 'DECIMAL(38,6)', 'BIGINT', 'VARCHAR', 'VARCHAR'],
    ]);
    const sheet = (await seenInSheet(await fileOf('xlsx', { sql: SQL }), 'table')).slice(1);
    // A sheet has days as numbers.
    expect(sheet.map((row) => COLUMNS.slice(1).map((name, i) => exact(row[i + 1], name)))).toEqual(
      expected.map((row) => row.slice(1)),
    );
  });

  it('are as many as there are, and nothing of them stays on the disk', async () => {
    const many = { sql: 'SELECT i FROM range($1::BIGINT) AS t(i)', params: [250_000] };
    expect(await stage.problem('POST', '/v1/sql', many)).toBe('422 sql-too-large');
    expect((await fileOf('csv', many)).toString().split('\r\n').length).toBe(250_002);
    expect(await readdir(`${await stage.folder()}/scratch/sql`)).toEqual([]);
  });

  it('are refused as any SELECT is', async () => {
    const refused = await stage.problem('POST', '/v1/sql?format=csv', { sql: `SELECT * FROM read_csv('/etc/passwd')` });
    expect(refused).toBe('400 sql-not-allowed');
  });
});
