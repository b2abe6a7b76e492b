import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { scratchFolder, tally } from '../journeys/server.js';

const EVENT = { id: 'e', stream: 'book', revision: 0, type: 'BookOpened', position: '1', envelope: {}, data: {} };
const EMPTY = { columns: [], rows: [], totals: {} };

describe('a server that means no good', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  /** What it answers, by path. */
  let answers: Readonly<Record<string, unknown>>;
  let url: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = createServer((request, response) => {
      const answer = answers[(request.url ?? '').replace(/\?.*/, '')];
      response.statusCode = answer === undefined ? 400 : 200;
      response.end(JSON.stringify(answer ?? { detail: 'no\u001b[2J\u009b31m\u202egood' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await scratch.remove();
  });

  const book = (figures: object) => ({
    '/v1/me': { position: '1' },
    '/v1/log': { events: [EVENT], next: null, tail: '1' },
    '/v1/events': { events: [], next: null },
    '/v1/customers': { customers: [], next: null },
    '/v1/figures': { figures, position: '1' },
  });

  it('access, contract test 40: has nothing written outside the folder of an export, nor under a name of its own', async () => {
    for (const name of ['../../evil', '/tmp/evil', 'region/../../evil', 'luck', '__proto__x']) {
      answers = book({ '': [], [name]: [{ month: '2024-01' }] });
      const { code, err } = await tally(['export', join(scratch.folder, 'out'), '--url', url]);
      expect([code, err]).toEqual([
        2,
        expect.stringContaining(`figures by ${JSON.stringify(name)}, which the catalogue does not have`),
      ]);
    }
    expect(readdirSync(scratch.folder)).toEqual(['out']);
    expect(readdirSync(join(scratch.folder, 'out')).sort()).toEqual(['customers.csv', 'events.ndjson']);
  });

  it('access, contract test 40: has no file written through a link that lies in the folder', async () => {
    const victim = join(scratch.folder, 'victim.txt');
    writeFileSync(victim, 'mine');
    const folder = join(scratch.folder, 'linked');
    mkdirSync(folder);
    const tables = ['customers.csv', 'figures.csv', 'figures-by-region.csv', 'figures-by-region.parquet'];
    const names = ['events.ndjson', ...tables, 'export.json'];
    for (const name of names) symlinkSync(victim, join(folder, name));
    answers = book({ '': [], region: [{ month: '2024-01', region: '=cmd', orders: 1 }] });
    expect((await tally(['export', folder, '--url', url])).code).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    for (const name of names) expect([name, lstatSync(join(folder, name)).isFile()]).toEqual([name, true]);
    expect(readFileSync(join(folder, 'figures-by-region.csv'), 'utf8')).toBe(
      "month,region,orders\r\n2024-01,'=cmd,1\r\n",
    );
  });

  it('does not keep an export going round, nor have it called complete', async () => {
    answers = {
      ...book({ '': [] }),
      '/v1/me': { position: '5' },
      '/v1/log': { events: [EVENT], next: '1', tail: '5' },
    };
    const folder = join(scratch.folder, 'round');
    const { code, err } = await tally(['export', folder, '--url', url]);
    expect([code, err]).toEqual([1, expect.stringContaining('has no event after position 1, but said it has 5')]);
    expect(readdirSync(folder)).toEqual(['events.ndjson']);
  });

  it('does not steer the terminal by what it says or how it names things', async () => {
    answers = {};
    const refused = await tally(['query', 'orders', '--url', url]);
    expect([refused.code, refused.err]).toEqual([2, 'tally: no\\u001b[2J\\u009b31m\\u202egood\n']);
    const name = 'a\u001b]0;x\u0007\nb';
    const table = { ...EMPTY, columns: [{ name, type: 'string' }], rows: [{ [name]: '\r\u0000' }] };
    answers = { ...book({}), '/v1/query': table };
    const { out } = await tally(['query', 'orders', '--url', url]);
    expect(out.split('\n').slice(0, 2)).toEqual(['a\\u001b]0;x\\u0007\\nb', '\\u000d\\u0000']);
  });
});
