import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namesOfDuckDb } from './checked-pivot.js';
import { checkedStatement } from './checked-statement.js';
import { HARMLESS, isRefused } from './refused-functions.js';
import { sqlJson } from './sql-json.js';
import { sqlRows } from './sql-rows.js';

const MOST = { rows: 10, bytes: 10_000 };

describe('statements', () => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;
  beforeAll(async () => {
    instance = await DuckDBInstance.create(':memory:');
    connection = await instance.connect();
    await connection.run(`CREATE TABLE sales AS SELECT 'north' AS region, 1.5::DECIMAL(18, 6) AS net`);
  });
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });

  const json = async (sql: string, most = MOST): Promise<unknown> => {
    const { pieces } = await sqlJson(sqlRows(await connection.stream(sql)), 7, most);
    return JSON.parse(Buffer.concat(pieces).toString());
  };
  const named = async (sql: string): Promise<readonly string[]> => {
    const names = { tables: new Set(['sales', 'moves']), ofDuckDb: await namesOfDuckDb(connection) };
    return [...(await checkedStatement(connection, sql, names))].sort();
  };

  it('may call what DuckDB has, but for what is refused: nothing that it calls volatile is left unlooked at', async () => {
    const found = await connection.runAndReadAll(
      `SELECT DISTINCT function_name FROM duckdb_functions() WHERE has_side_effects OR stability = 'VOLATILE'`,
    );
    const names = found.getRows().map(([name]) => String(name));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !isRefused(name)).sort()).toEqual(HARMLESS.toSorted());
  });

  it.each([
    ['SELECT sum(net) FROM sales', ['sales']],
    ['FROM "SALES" AS s JOIN moves USING (region)', ['moves', 'sales']],
    ['WITH moves AS (SELECT 1 AS x) SELECT * FROM moves, (WITH y AS (FROM moves) FROM y)', ['moves']],
    ['WITH a AS (FROM sales), b AS (FROM a) SELECT *, rank() OVER (ORDER BY net) FROM b, range(3)', ['sales']],
    ['WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM t WHERE x < 5) SELECT * FROM t', []],
    [
      'SELECT (SELECT max(net) FROM sales), [x + 1 FOR x IN [1, 2]], region IN (SELECT region FROM moves) FROM sales',
      ['moves', 'sales'],
    ],
    ["FROM sales PIVOT (sum(net) FOR region IN ('north', 'south'))", ['sales']],
    ['PIVOT sales ON region USING sum(net)', ['sales']],
    ['UNPIVOT sales ON net INTO NAME what VALUE amount', ['sales']],
    ['VALUES (1), (2)', []],
    ['SELECT unnest([1, 2]) AS one EXCEPT SELECT 2 ORDER BY one LIMIT 1', []],
    ['SELECT * FROM sales TABLESAMPLE 10%', ['sales']],
  ])('name their tables: %s', async (sql, tables) => {
    expect(await named(sql)).toEqual(tables);
  });

  it('are answered exactly, whatever they give', async () => {
    const answer = await json(
      `SELECT 1.500000::DECIMAL(18, 6) AS a, 9007199254740993::BIGINT AS b, 7::HUGEINT AS c, DATE '2024-03-31' AS d,
        TIMESTAMPTZ '2024-03-31 12:00:00+02' AS e, 0.1::DOUBLE AS f, 'nan'::DOUBLE AS g, true AS h, NULL AS i, [1, NULL] AS j,
        {x: 0.25::DECIMAL(9, 2)} AS k, MAP {'y': 1} AS l, 'ä"' AS a, 12345678901234567890.123456::DECIMAL(38, 6) AS "A"`,
    );
    expect(answer).toEqual({
      columns: [
        { name: 'a', type: 'decimal' },
        ...['b', 'c'].map((name) => ({ name, type: 'integer' })),
        { name: 'd', type: 'date' },
        { name: 'e', type: 'instant' },
        ...['f', 'g'].map((name) => ({ name, type: 'number' })),
        { name: 'h', type: 'boolean' },
        { name: 'i', type: 'integer' },
        ...['j', 'k', 'l'].map((name) => ({ name, type: 'json' })),
        { name: 'a_1', type: 'string' },
        { name: 'A', type: 'decimal' },
      ],
      rows: [
        {
          ...{
            a: '1.5',
            b: '9007199254740993',
            c: 7,
            d: '2024-03-31',
            e: '2024-03-31T10:00:00.000Z',
            f: 0.1,
            g: 'NaN',
          },
          ...{ h: true, i: null, j: [1, null], k: { x: '0.25' }, l: [{ key: 'y', value: 1 }] },
          ...{ a_1: 'ä"', A: '12345678901234567890.123456' },
        },
      ],
      meta: { position: '7' },
    });
  });

  it('are refused where their answer has more rows or bytes than one may have', async () => {
    await expect(json('FROM range(10)')).resolves.toMatchObject({ rows: { length: 10 } });
    await expect(json('FROM range(11)')).rejects.toMatchObject({ code: 'sql-too-large' });
    await expect(json(`SELECT repeat('x', 10000)`)).rejects.toMatchObject({ code: 'sql-too-large' });
  });
});
