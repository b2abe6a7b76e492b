import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MappedFile } from './mapped-file.js';
import type { FactTypes } from './fields.js';

const TYPES: FactTypes = new Map([
  [
    'Sale',
    {
      type: 'object',
      properties: {
        id: { type: 'string' },
        on: {},
        amount: {},
        pieces: { type: 'integer' },
        lines: { type: 'array', items: { type: 'object', properties: { product: {}, price: {} } } },
        attributes: { type: 'object' },
        flag: { type: 'boolean' },
      },
    },
  ],
]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-map-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The facts of a file through a map, or why there are none. */
async function factsOf(csv: string, map: string, others: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const files = { file: csv, ...others };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.csv`), text);
  const tables = new Map(Object.keys(others).map((name) => [name, join(folder, `${name}.csv`)]));
  const { signal } = new AbortController();
  const asked = { name: join(folder, 'file.csv'), map, options: {}, others: tables, types: TYPES, signal };
  try {
    const file = await MappedFile.open({ ...asked, zone: 'Europe/Berlin' });
    try {
      const facts: unknown[] = [];
      for await (const { line, text } of file.facts()) facts.push([line, text]);
      expect(file.count).toBe(facts.length);
      return facts;
    } finally {
      await file.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

const sale = (data: string) => `{"type":"Sale","data":{${data}}}`;

describe('a map', () => {
  it.each([
    [`'text'`, '"text"'],
    [`1.50::DECIMAL(10, 2)`, '"1.5"'],
    ['9999999999999999.123456::DECIMAL(22, 6)', '"9999999999999999.123456"'],
    ['12.000::DECIMAL(10, 3)', '12'],
    ['-0.10', '"-0.1"'],
    ['12345678901234567890::HUGEINT', '"12345678901234567890"'],
    ['7', '7'],
    ['0.1::DOUBLE', '0.1'],
    ['true', 'true'],
    [`DATE '2024-02-29'`, '"2024-02-29"'],
    [`TIMESTAMP '2024-07-01 12:30:00'`, '"2024-07-01T10:30:00.000Z"'],
    [`TIMESTAMP '2024-01-01 12:30:00.5'`, '"2024-01-01T11:30:00.500Z"'],
    [`TIMESTAMPTZ '2024-01-01 12:30:00+05:00'`, '"2024-01-01T07:30:00.000Z"'],
    [`['a', 'b']`, '["a","b"]'],
    [`{a: 1, b: NULL, c: [{d: 0.5::DECIMAL(3, 2)}]}`, '{"a":1,"c":[{"d":"0.5"}]}'],
    [`MAP {'k': 'v'}`, '{"k":"v"}'],
    [`'{"a": [1, 2]}'::JSON`, '{"a": [1, 2]}'],
    [`('{' || chr(13) || chr(10) || '"a": "\\n"' || chr(10) || '}')::JSON`, '{ "a": "\\n" }'],
  ])('writes %s as %s', async (value, json) => {
    expect(await factsOf('a\nx', `SELECT 'Sale' AS type, ${value} AS "on", line FROM file`)).toEqual([
      [2, sale(`"on":${json}`)],
    ]);
  });

  it('gives a field that counts the digits of a text, a label those of a number, and leaves NULL out', async () => {
    const map = `SELECT 'Sale' AS type, 5 AS id, a AS pieces, b AS amount FROM file`;
    expect(await factsOf('a,b\n3,', map)).toEqual([[undefined, sale('"id":"5","pieces":3')]]);
  });

  it('sends statement by statement in the order of rows, with other tables beside the file', async () => {
    const map = `
      CREATE VIEW v AS SELECT file.*, price FROM file JOIN prices USING (product);
      SELECT 'Sale' AS type, id, price AS amount, line FROM v ORDER BY file.line DESC;
      SELECT 'Sale' AS type, id || '!' AS id, line FROM file`.replace('file.line', 'line');
    const found = await factsOf('id,product\n1,tea\n2,pot\n', map, { prices: 'product,price\ntea,1.50\npot,9\n' });
    expect(found).toEqual([
      [3, sale('"id":"2","amount":"9"')],
      [2, sale('"id":"1","amount":"1.50"')],
      [2, sale('"id":"1!"')],
      [3, sale('"id":"2!"')],
    ]);
  });

  it('stops before the first fact for what is wrong in it, and says where', async () => {
    const says = (map: string) => factsOf('Order,Day\nA,32.01.2024\nB,1.2.2024', map);
    const from = 'FROM file';
    expect(await says(`SELECT 'Sale' AS type, Ordr AS id ${from}`)).toMatch(
      /on line 1 of the map: .*Ordr.*\n.*"Order"/,
    );
    expect(await says(`SELECT 'Sael' AS type ${from}`)).toMatch(
      /there is no type Sael; did you mean Sale\? Types: Sale/,
    );
    expect(await says(`SELECT 'Sale' AS type, 1 AS amuont ${from}`)).toMatch(/no field amuont; did you mean amount\?/);
    expect(await says(`SELECT 'Sale' AS type, [{product: 1, prise: 2}] AS lines ${from}`)).toMatch(
      /no field lines.prise; did you mean price\?/,
    );
    expect(await says(`SELECT "Order" AS id ${from}`)).toMatch(/no column type/);
    expect(await says(`CREATE TABLE t AS SELECT 1`)).toMatch(/no SELECT/);
    expect(await says(`SELECT 'Sale' AS type, 1 AS line;\nSELEC 1`)).toMatch(/on line 2 of the map: .*syntax error/);
    expect(await says(`SELECT 'Sale' AS type, strptime("Day", '%d.%m.%Y')::DATE AS "on" ${from}`)).toMatch(
      /"32.01.2024" is in column Day of file, line 2; TRY/,
    );
    expect(await says(`SELECT 'Sale' AS type, money("Order") AS amount ${from}`)).toMatch(
      /: "A" is no amount; "A" is in column Order of file, line 2; TRY/,
    );
  });

  it.each([
    `SELECT 'Sale' AS type, content AS id FROM read_text('/etc/hostname')`,
    `SELECT 'Sale' AS type, * FROM read_csv('/etc/passwd')`,
    `SELECT 'Sale' AS type, * FROM 'https://example.com/a.csv'`,
    `SELECT 'Sale' AS type, getenv('HOME') AS id`,
    `COPY file TO 'out.csv'`,
    `ATTACH ':memory:' AS other`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `SET enable_external_access = true`,
    `RESET lock_configuration`,
    `PRAGMA enable_profiling`,
    `EXPORT DATABASE 'out'`,
    `CHECKPOINT`,
    `CALL duckdb_settings()`,
    `CREATE TABLE t AS SELECT * FROM glob('*')`,
    `CREATE SECRET (TYPE s3)`,
  ])('reaches nothing outside: %s', async (statement) => {
    const found = await factsOf('a\nx', `${statement};\nSELECT 'Sale' AS type, a AS id FROM file`);
    expect(found).toEqual(expect.stringContaining('the statement on line 1 of the map'));
    expect([existsSync('out.csv'), existsSync('out')]).toEqual([false, false]);
  });

  it('leaves nothing behind, however it ends', async () => {
    const scratch = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tally-import-'));
    const before = new Set(scratch());
    await factsOf('a\nx', `SELECT 'Sale' AS type, a AS id FROM file`);
    await factsOf('a\nx', 'SELEC');
    const abort = new AbortController();
    const endless = `SELECT 'Sale' AS type, sum(x.range + y.range)::VARCHAR AS id FROM range(1000000) x, range(1000000) y`;
    const asked = {
      name: join(folder, 'file.csv'),
      options: {},
      others: new Map<string, string>(),
      types: TYPES,
      zone: 'UTC',
    };
    const opening = MappedFile.open({
      ...asked,
      map: endless,
      signal: abort.signal,
      onRead: () => setImmediate(() => abort.abort()),
    });
    await expect(opening).rejects.toThrow('aborted');
    expect(scratch().filter((name) => !before.has(name))).toEqual([]);
  });
});

describe('amounts as ledgers and shops write them', () => {
  it.each([
    ['money', '$1,234.56', '"1234.56"'],
    ['money', '(12.00)', '-12'],
    ['money', '-$12.00', '-12'],
    ['money', ' 19 %', '"0.19"'],
    ['money', '12.00-', '-12'],
    ['money', '( -12 )', '-12'],
    ['money', '+5 %', '"0.05"'],
    ['money', '€ 5', '5'],
    ['money', 'EUR 5.5', '"5.5"'],
    ['money', '.5', '"0.5"'],
    ['money', '9999999999999999.999999', '"9999999999999999.999999"'],
    ['money', '1.1200000000', '"1.12"'],
    ['money_comma', '1.234,56', '"1234.56"'],
    ['money_comma', '12,00-', '-12'],
    ['money_comma', '2,000', '2'],
    ['money_comma', "1'000,5 CHF", '"1000.5"'],
    ['money_comma', '7 %', '"0.07"'],
  ])('%s takes %s as %s', async (helper, text, json) => {
    const map = `SELECT 'Sale' AS type, ${helper}(a) AS amount FROM file`;
    expect(await factsOf(`a\n"${text}"`, map)).toEqual([[undefined, sale(`"amount":${json}`)]]);
  });

  it.each([
    ['money', '1,23'],
    ['money', '1.1234567'],
    ['money', '12.3.4'],
    ['money', 'free'],
    ['money', '1e5'],
    ['money', '-'],
    ['money', '--5'],
    ['money', '-5-'],
    ['money', '(5'],
    ['money', '5)'],
    ['money_comma', '12.5'],
    ['money_comma', '1,234,5'],
  ])('%s refuses %s', async (helper, text) => {
    const map = `SELECT 'Sale' AS type, ${helper}(a) AS amount FROM file`;
    expect(await factsOf(`a\n"${text}"`, map)).toContain(
      `"${text}" is no amount; "${text}" is in column a of file, line 2`,
    );
  });
});
