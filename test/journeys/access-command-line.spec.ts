import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder, Server, tally } from './server.js';

describe('keys on the command line', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;
  let server: Server;
  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'data');
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });
  const keyFile = () => join(scratch.folder, 'ops.key');
  const create = (name: string, ...more: readonly string[]) => tally(['key', 'create', '--name', name, ...more]);

  it('begin with one that is written where the book is, and is nowhere afterwards', async () => {
    const { code, out } = await create('ops', '--role', 'admin', '--data', data);
    expect([code, out]).toEqual([0, expect.stringMatching(/^tb_ops_\w{43}_\w{6}\n$/)]);
    await writeFile(keyFile(), out);
    for (const name of await readdir(data))
      expect([name, (await readFile(join(data, name))).includes(out.slice(7, 50))]).toEqual([name, false]);
    const again = await create('ops', '--role', 'admin', '--data', data);
    expect([again.code, again.out, again.err]).toEqual([2, '', expect.stringContaining('tally key rotate ops')]);
  });

  it('open a server that asks for them, and are never on the command line', async () => {
    server = await Server.start(data, { TALLY_AUTH: 'required', TALLY_LOG_LEVEL: 'silent' });
    const query = (env: Readonly<Record<string, string>>, ...more: readonly string[]) =>
      tally(['query', 'orders', '--url', server.url, ...more], env);
    expect(await query({})).toMatchObject({ code: 2, err: expect.stringContaining('needs a key that is good') });
    expect(await query({ TALLY_KEY_FILE: keyFile() })).toMatchObject({ code: 0, err: '' });
    expect(await query({}, '--key-file', keyFile())).toMatchObject({ code: 0 });
    const key = (await readFile(keyFile(), 'utf8')).trim();
    const slip = await query({ TALLY_KEY: key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')) });
    expect([slip.code, slip.err]).toEqual([2, expect.stringContaining('its checksum does not fit')]);
    expect(slip.err).not.toContain(key.slice(7, 40));
  });

  it('import a file with a key that may record what is in it, and see nothing', async () => {
    const env = { TALLY_KEY_FILE: keyFile(), TALLY_URL: server.url };
    const till = await tally(['key', 'create', '--name', 'till', '--scope', 'emit:RecordSale@till'], env);
    const [key, file, map] = ['till.key', 'sales.csv', 'sales.sql'].map((name) => join(scratch.folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(key, till.out);
    await writeFile(file, 'id,day\ns-1,2024-01-05\n');
    await writeFile(
      map,
      `SELECT 'RecordSale' AS type, id, day::DATE AS occurredAt, [{product: 'tea', quantity: 1, unitPrice: '2'}] AS lines FROM file`,
    );
    const run = ['import', file, '--map', map, '--url', server.url, '--key-file', key];
    expect(await tally(run)).toMatchObject({ code: 0, out: expect.stringContaining('1 recorded, 0 there before') });
  });

  it('are issued, listed, rotated and revoked on it, as long as one is left', async () => {
    const env = { TALLY_KEY_FILE: keyFile(), TALLY_URL: server.url };
    const run = (...args: readonly string[]) => tally(['key', ...args], env);
    const analyst = await run('create', '--name', 'analyst', '--role', 'analyst');
    expect(analyst.code).toBe(0);
    const asked = await tally(['query', 'orders', '--url', server.url], { TALLY_KEY: analyst.out.trim() });
    expect([asked.code, asked.err]).toEqual([0, '']);
    expect((await run('list')).out).toMatch(/^id +name[^]*\nanalyst +analyst +read /);
    expect((await run('rotate', 'analyst', '--overlap-hours', '0')).out).toMatch(/^tb_analyst_/);
    expect((await tally(['key', 'list', '--url', server.url], { TALLY_KEY: analyst.out.trim() })).code).toBe(2);
    expect((await run('revoke', 'analyst')).code).toBe(0);
    const last = await run('revoke', 'ops');
    expect([last.code, last.err]).toEqual([2, expect.stringContaining('nobody could say any more')]);
    const beside = await create('other', '--role', 'analyst', '--data', data);
    expect([beside.code, beside.err]).toEqual([2, expect.stringContaining('a server runs on')]);
    const unknown = await run('create', '--name', 'x', '--role', 'king');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('there is no role king')]);
  });
});

it('access, contract test 13: a server that others can reach starts only where it asks for keys, or says that it does not', async () => {
  const { folder, remove } = await scratchFolder();
  await expect(Server.start(folder, { TALLY_HOST: '0.0.0.0' })).rejects.toThrow('TALLY_AUTH=required');
  await remove();
});
