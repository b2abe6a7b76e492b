import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { seenByDuckDb } from '#testing/read-files.js';
import { sumOf } from './seen-files.js';
import { scratchFolder, Server, tally } from './server.js';

describe('the command line', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;
  beforeAll(async () => {
    scratch = await scratchFolder();
    data = `${scratch.folder}/data`;
    expect((await tally(['demo', '--facts', '2000', '--seed', '4', '--data', data])).out).toBe(
      '2000 recorded, 0 there before, 0 refused by the rules of the book; position 2001\n',
    );
  });
  afterAll(() => scratch.remove());

  it('records the same demo once', async () => {
    expect((await tally(['demo', '--facts', '2000', '--seed', '4', '--data', data])).out).toContain(
      '0 recorded, 2000 there before',
    );
  });

  describe('beside a server that runs', () => {
    let server: Server;
    beforeAll(async () => {
      server = await Server.start(data);
    });
    afterAll(() => server.stop());

    const where = (): readonly string[] => ['--url', server.url];

    it('knows the demo as its business did, day by day', async () => {
      const net = async (...clocks: readonly string[]) => {
        const asked = ['query', 'revenue.net', '--as-of', '2024-02-29', '--format', 'json', ...where(), ...clocks];
        const { totals, meta } = JSON.parse((await tally(asked)).out) as {
          totals: Record<string, string>;
          meta: Record<string, string>;
        };
        expect(meta['assumedKnown']).toBe('2024-12-30T23:59:59.000Z');
        return Number(totals['revenue.net']);
      };
      const [early, last, now] = [
        await net('--known-at', '2023-03-31'),
        await net('--known-at', '2024-02-29'),
        await net(),
      ];
      expect([early > 0, early < last, last === now]).toEqual([true, true, false]);
    });

    it('asks, as a table, as CSV and as JSON, with the same figures', async () => {
      const ask = async (format: string) =>
        (
          await tally([
            'query',
            'revenue.net,orders',
            '--by',
            'region',
            '--as-of',
            '2024-12-31',
            '--format',
            format,
            ...where(),
          ])
        ).out;
      const { rows, totals } = JSON.parse(await ask('json')) as {
        rows: Record<string, string | number>[];
        totals: Record<string, string | number>;
      };
      const csv = (await ask('csv')).trim().split('\r\n');
      expect(csv[0]).toBe('region,revenue.net,orders');
      expect(csv.slice(1)).toEqual(rows.map((row) => [row['region'], row['revenue.net'], row['orders']].join()));
      expect((await ask('table')).trim().split('\n').at(-1)?.split(/\s+/)).toEqual([
        'total',
        totals['revenue.net'],
        String(totals['orders']),
      ]);
    });

    it('asks in SQL, as a table, as CSV and as JSON, what a question answers', async () => {
      const sql = 'SELECT region, sum(net) AS net FROM sales WHERE day <= $1 GROUP BY ALL ORDER BY region';
      const ask = async (format: string) =>
        (await tally(['sql', sql, '--param', '2024-12-31', '--format', format, ...where()])).out;
      const question = ['query', 'revenue.net', '--by', 'region', '--as-of', '2024-12-31', '--format', 'csv'];
      const expected = (await tally([...question, ...where()])).out.trim().split('\r\n').slice(1).sort();
      expect((await ask('csv')).trim().split('\r\n')).toEqual(['region,net', ...expected]);
      const { rows } = JSON.parse(await ask('json')) as { rows: Record<string, string>[] };
      expect(rows.map(({ region, net }) => [region, net].join())).toEqual(expected);
      const table = (await ask('table')).trimEnd().split('\n').slice(1);
      expect(table.map((line) => line.trim().split(/\s+/).at(-1))).toEqual(rows.map(({ net }) => net));
      const refused = await tally(['sql', 'DROP TABLE sales', ...where()]);
      expect([refused.code, refused.err]).toEqual([
        2,
        expect.stringContaining('send one SELECT over the tables of facts'),
      ]);
    });
  });

  it('replays, against a server and against the folder, with the same digest', async () => {
    await writeFile(`${scratch.folder}/policy.json`, JSON.stringify({ lifecycle: { churnAfterDays: 30 } }));
    const args = [
      'replay',
      '--as-of',
      '2024-06-30T12:00:00Z',
      '--known-at',
      '1500',
      '--policy',
      `${scratch.folder}/policy.json`,
      '--format',
      'json',
    ];
    const alone = JSON.parse((await tally([...args, '--data', data])).out) as { digest: string; position: string };
    expect(alone.position).toBe('1500');
    const server = await Server.start(data);
    expect(JSON.parse((await tally([...args, '--url', server.url])).out)).toEqual(alone);
    await server.stop();
    expect((await tally(['replay', '--known-at', 'soon', '--data', data])).code).toBe(2);
    expect((await tally(['replay', '--policy', 'none.json', '--data', data])).code).toBe(2);
  });

  it('rebuilds to what verify finds equal', async () => {
    expect((await tally(['rebuild', '--data', data])).out).toMatch(/^rebuilt up to position 2001 in \d+ ms\n$/);
    expect((await readdir(data)).filter((file) => file.endsWith('.sqlite') && file.startsWith('views'))).toEqual([
      'views-0.2.sqlite',
    ]);
    const { code, out } = await tally(['verify', '--data', data]);
    expect([code, out]).toEqual([0, 'equal to a fresh fold of 2001 events, up to position 2001\n']);
  });

  it('exports events and read models', async () => {
    const { code, out } = await tally(['export', `${scratch.folder}/out`, '--data', data]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^2001 events, \d+ customers, 13 tables of figures; complete up to position 2001\n$/),
    ]);
    const events = (await readFile(`${scratch.folder}/out/events.ndjson`, 'utf8')).trim().split('\n');
    expect(events.length).toBe(2001);
    expect((JSON.parse(events[0] ?? '') as { type: string }).type).toBe('BookOpened');
    expect(await readFile(`${scratch.folder}/out/figures-by-region.csv`, 'utf8')).toMatch(
      /^month,region,customers\.total,/,
    );
    const read = async (name: string, form: 'csv' | 'parquet') =>
      seenByDuckDb(await readFile(`${scratch.folder}/out/${name}.${form}`), form);
    const parquet = await read('figures-by-region', 'parquet');
    expect(parquet.columns).toContainEqual(['revenue.net', 'DECIMAL(38,6)']);
    expect(parquet.columns).toContainEqual(['orders', 'BIGINT']);
    const csv = await read('figures-by-region', 'csv');
    for (const name of ['revenue.net', 'orders']) {
      const column = parquet.columns.findIndex(([one]) => one === name);
      expect([name, sumOf(parquet.rows, column)]).toEqual([name, sumOf(csv.rows, column)]);
    }
    expect((await read('customers', 'parquet')).columns).toContainEqual(['lastPurchase', 'DATE']);
  });

  it('access, contract test 40: disarms formulas in a CSV, begins it with a mark where that is asked for, and steers no terminal', async () => {
    const odd = { id: '=1+1', region: '-2+3', name: 'x' };
    const evil = { id: 'evil', region: '+\u202eabc' };
    const facts = [odd, evil].map((one) => JSON.stringify({ type: 'RegisterCustomer', data: one }));
    const file = `${scratch.folder}/odd.ndjson`;
    await writeFile(file, facts.join('\n'));
    const server = await Server.start(`${scratch.folder}/odd`);
    const on = ['--url', server.url];
    expect((await tally(['import', file, ...on])).code).toBe(0);
    const ask = (...more: readonly string[]) => tally(['query', 'customers.total', '--by', 'region', ...on, ...more]);
    expect((await ask('--format', 'csv', '--bom')).out).toBe(
      "\ufeffregion,customers.total\r\n'+\u202eabc,1\r\n'-2+3,1\r\n",
    );
    expect((await ask()).out).toContain('\n+\\u202eabc ');
    expect((await tally(['export', `${scratch.folder}/odd-out`, ...on])).code).toBe(0);
    await server.stop();
    expect(await readFile(`${scratch.folder}/odd-out/customers.csv`, 'utf8')).toContain("\r\n'=1+1,");
  });

  it('makes nothing where there is no book to read', async () => {
    const nowhere = `${scratch.folder}/mistyped`;
    const commands = [['query', 'orders'], ['replay'], ['verify'], ['rebuild'], ['export', `${scratch.folder}/none`]];
    for (const command of commands) {
      const { code, err } = await tally([...command, '--data', nowhere]);
      expect([command[0], code, err]).toEqual([command[0], 2, `tally: there is no book in ${nowhere}\n`]);
    }
    await mkdir(nowhere);
    expect((await tally(['query', 'orders', '--data', nowhere])).code).toBe(2);
    expect([await readdir(nowhere), (await readdir(scratch.folder)).includes('none')]).toEqual([[], false]);
  });

  it('says how it is used, and ends with 2 for what it does not know', async () => {
    for (const command of ['import', 'query', 'replay', 'verify', 'rebuild', 'export', 'demo']) {
      const { code, out } = await tally([command, '--help']);
      expect([command, code, out.includes('Example: tally')]).toEqual([command, 0, true]);
    }
    expect((await tally(['fly'])).code).toBe(2);
    expect((await tally(['query', 'luck', '--data', data])).code).toBe(2);
  });
});
