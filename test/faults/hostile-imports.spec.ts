import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Upload } from '#client/index.js';
import { ImportError } from '#imports/import-error.js';
import { MappedFile } from '#imports/mapped-file.js';
import { importEnded } from '../journeys/import-ended.js';
import { QUIET, Stage } from '../journeys/stage.js';
import { HOGS, REFUSED } from './hostile-sql.data.js';

/** What would bring something into a fact that is not of the file. */
const THIEVES = [
  `SELECT 'RegisterCustomer' AS type, content AS id FROM read_text('/etc/hostname')`,
  `SELECT 'RegisterCustomer' AS type, column0 AS id FROM '/etc/passwd'`,
  `SELECT 'RegisterCustomer' AS type, file AS id FROM glob('/**')`,
  `CREATE TABLE t AS SELECT * FROM read_csv('/etc/passwd'); SELECT 'RegisterCustomer' AS type, column0 AS id FROM t`,
  `SELECT 'RegisterCustomer' AS type, id FROM read_parquet('http://127.0.0.1:9/x.parquet')`,
  `SET enable_external_access = true; SELECT 'RegisterCustomer' AS type, 'x' AS id`,
  `COPY file TO 'stolen.csv'; SELECT 'RegisterCustomer' AS type, 'x' AS id`,
  `ATTACH '../../tally.sqlite' AS book; SELECT 'RegisterCustomer' AS type, 'x' AS id`,
  `INSTALL httpfs; SELECT 'RegisterCustomer' AS type, 'x' AS id`,
];
const FILE = 'id\nada\n';
/** Two of those that take more than there is: each of them takes seconds. */
const GREEDY = HOGS.slice(0, 2);
const ENDLESS = `SELECT 'RegisterCustomer' AS type, max(md5(i::VARCHAR || repeat('x', 1000))) AS id FROM range(100000000000) AS t(i)`;

describe('imports of strangers', () => {
  let stage: Stage;
  beforeAll(async () => (stage = await Stage.open(QUIET)));
  afterAll(() => stage.close());

  const send = async (map: string, name = 'a.csv', body: Upload = FILE) => {
    const search = new URLSearchParams({ name, map }).toString();
    const response = await fetch(`${stage.url}/v1/imports?${search}`, { method: 'POST', body });
    const told = (await response.json()) as Readonly<Record<string, unknown>>;
    return (await importEnded(stage, response.status, told)) as { code?: string; detail?: string; state?: string };
  };
  const show = async (id: string) => (await stage.send('GET', `/v1/imports/${id}`)).body;
  const expectWell = async () => {
    expect((await stage.send('GET', '/v1/log?limit=1')).body['tail']).toBe('1');
    expect((await stage.send('GET', '/readyz')).status).toBe(200);
    const left = join(await stage.folder(), 'scratch/imports');
    expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
  };

  it('bring nothing into facts that is not of the file', async () => {
    const codes = [];
    for (const map of THIEVES) codes.push([map, (await send(map)).code]);
    expect(codes).toEqual(THIEVES.map((map) => [map, 'bad-import']));
    await expectWell();
  });

  it('give no facts by any of the statements that are refused elsewhere', async () => {
    const name = join(await stage.folder(), 'a.csv');
    writeFileSync(name, FILE);
    // As the process of an import does it, without one for each.
    const said = async (map: string): Promise<unknown> => {
      const { signal } = new AbortController();
      const asked = { name, map, options: {}, others: new Map(), types: new Map(), zone: 'UTC', signal };
      return MappedFile.open(asked).then(
        ({ count }) => count,
        (error: unknown) => error,
      );
    };
    const statements = REFUSED.map(([sql]) => sql).filter((sql) => !/sleep/.test(sql));
    expect(statements.length).toBeGreaterThan(40);
    const objected = [];
    for (const sql of statements) if ((await said(sql)) instanceof ImportError) objected.push(sql);
    expect(objected).toEqual(statements);
  });

  it('take no more memory than they may, packed files included', async () => {
    for (const [sql] of GREEDY) expect([sql, (await send(sql)).code]).toEqual([sql, 'bad-import']);
    const bomb = gzipSync(Buffer.alloc(200_000_000, 'x'));
    expect((await send(`SELECT 'RegisterCustomer' AS type, id FROM file`, 'a.xlsx.gz', bomb)).code).toBe('bad-import');
    await expectWell();
  });

  it('are stopped where they never end', async () => {
    const search = new URLSearchParams({ name: 'a.csv', map: ENDLESS }).toString();
    const response = await fetch(`${stage.url}/v1/imports?${search}`, { method: 'POST', body: FILE });
    const { id } = (await response.json()) as { id: string };
    expect([response.status, (await show(id))['state']]).toEqual([202, 'reading']);
    expect((await stage.send('DELETE', `/v1/imports/${id}`)).body['state']).toBe('stopped');
    await expectWell();
  });
});
