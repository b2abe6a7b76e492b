import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { scratchFolder, Server, startTally, tally } from '../journeys/server.js';

const FACTS = 4_000;

describe('a book that is kept elsewhere', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  /** The copies, made while facts arrived. */
  let backup: string;
  let exported: string;
  let position: number;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(at('data'));
    const tail = async () => Number((await server.get('/v1/log?limit=1'))['tail']);
    const demo = tally(['demo', '--facts', String(FACTS), '--url', server.url]);
    while ((await tail()) < FACTS / 4);
    backup = at('backup');
    const { code, out } = await tally(['backup', backup, '--data', at('data')]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^everything up to position \d+ is in .*; digest [\w-]{43}\n$/),
    ]);
    position = Number(/position (\d+)/.exec(out)?.[1]);
    exported = at('exported');
    const said = await tally(['export', exported, '--url', server.url]);
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('; complete up to position ')]);
    expect((await demo).code).toBe(0);
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  const at = (name: string) => join(scratch.folder, name);

  /** Position and digest of all figures of a book as known at a position. */
  async function figures(where: readonly string[], known: number): Promise<unknown> {
    const args = ['replay', '--known-at', String(known), '--as-of', '2024-12-31', '--format', 'json'];
    const { out } = await tally([...args, ...where]);
    return JSON.parse(out);
  }

  it('comes back from a backup of a busy server: same events, figures and answers to what is sent again', async () => {
    const restored = at('restored');
    const { code, out } = await tally(['restore', backup, '--data', restored]);
    expect([code, out]).toEqual([0, expect.stringContaining(`restored up to position ${String(position)} into `)]);
    const again = await Server.start(restored);
    // Behind what was restored stands that it was.
    expect((await again.get('/v1/log?limit=1'))['tail']).toBe(String(position + 1));
    for (let after = 0; after < position; after += 1_000) {
      const limit = String(Math.min(1_000, position - after));
      const page = `/v1/log?after=${String(after)}&limit=${limit}`;
      expect((await again.get(page))['events']).toEqual((await server.get(page))['events']);
    }
    const demo = await tally(['demo', '--facts', String(FACTS), '--out', at('demo.ndjson')]);
    expect(demo.code).toBe(0);
    const [first = ''] = readFileSync(at('demo.ndjson'), 'utf8').split('\n');
    expect((await again.bulk([first])).body).toMatchObject({ accepted: 0, duplicates: 1, rejected: 0 });
    expect(await figures(['--url', again.url], position)).toEqual(await figures(['--url', server.url], position));
    await again.stop();
    expect((await tally(['verify', '--data', restored])).code).toBe(0);
  });

  it('comes back from an export with all that it was complete up to', async () => {
    const { position: to, events } = manifestOf(exported) as { position: string; events: number };
    expect(events).toBe(Number(to));
    const restored = at('from-export');
    expect((await tally(['restore', join(exported, 'events.ndjson'), '--data', restored])).code).toBe(0);
    expect(await figures(['--data', restored], Number(to))).toEqual(await figures(['--url', server.url], Number(to)));
    const again = await tally(['backup', at('backup-again'), '--data', restored]);
    const original = await tally(['verify', '--data', at('data')]);
    expect([again.code, original.code]).toEqual([0, 0]);
  });

  it('comes back from the export of a book over several machines, whose positions are far apart', async () => {
    const apart = at('apart');
    cpSync(exported, apart, { recursive: true });
    const spread = (text: string): string =>
      text.replaceAll(/"position":\s*"(\d+)"/g, (_, position) => `"position":"${String(Number(position) * 1_013)}"`);
    const events = spread(readFileSync(join(exported, 'events.ndjson'), 'utf8'));
    writeFileSync(join(apart, 'events.ndjson'), events);
    const sha256 = createHash('sha256').update(events).digest('hex');
    const manifest = JSON.parse(spread(readFileSync(join(exported, 'export.json'), 'utf8'))) as object;
    writeFileSync(join(apart, 'export.json'), JSON.stringify({ ...manifest, sha256 }));
    const restored = at('from-apart');
    const { code, out } = await tally(['restore', apart, '--data', restored]);
    const { position: to } = manifestOf(exported) as { position: string };
    const last = Number(to) * 1_013;
    expect([code, out]).toEqual([0, expect.stringContaining(`restored up to position ${String(last)} into `)]);
    const again = await Server.start(restored);
    const where = ['--url', again.url];
    expect(digestIn(await figures(where, last))).toEqual(digestIn(await figures(['--url', server.url], Number(to))));
    const customer = { id: 'after-it-all', registeredAt: '2024-12-30' };
    const added = await again.post('/v1/customers', customer);
    expect([added.status, added.body['position']]).toEqual([201, String(last + 2)]);
    await again.stop();
    expect((await tally(['verify', '--data', restored])).code).toBe(0);
    const db = new DatabaseSync(join(restored, 'log.sqlite'));
    db.exec(`DELETE FROM events WHERE position = ${String(1_013 * 9)}`);
    db.close();
    const { code: found, err, out: said } = await tally(['verify', '--data', restored]);
    expect([found, err + said]).toEqual([1, expect.stringContaining('is missing')]);
  });

  it('is for nobody else to read', () => {
    for (const folder of [backup, exported, at('restored')])
      expect([folder, statSync(folder).mode & 0o777]).toEqual([folder, 0o700]);
    for (const file of [
      `${backup}/log.sqlite`,
      `${backup}/backup.json`,
      `${exported}/events.ndjson`,
      `${exported}/customers.csv`,
    ])
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  });

  it('is refused where a byte of it was changed, some of it is missing or its end was never written', async () => {
    const damaged = (name: string, from: string, damage: (folder: string) => void) => {
      cpSync(from, at(name), { recursive: true });
      damage(at(name));
      return tally(['restore', at(name), '--data', at(`${name}-book`)]);
    };
    const flipped = damaged('flipped', backup, (folder) => {
      const file = join(folder, 'log.sqlite');
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    });
    const cut = damaged('cut', backup, (folder) => truncateSync(join(folder, 'log.sqlite'), 4_096));
    const short = damaged('short', exported, (folder) => {
      const file = join(folder, 'events.ndjson');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\n]*\n$/, ''));
    });
    const changed = damaged('changed', backup, (folder) => {
      const db = new DatabaseSync(join(folder, 'log.sqlite'));
      db.exec(`UPDATE events SET data = replace(data, '"', '"x') WHERE position = 7`);
      db.close();
    });
    const broken = damaged('broken', backup, (folder) => truncateSync(join(folder, 'backup.json'), 3));
    mkdirSync(at('nothing'));
    for (const [name, said, why] of [
      ['flipped', flipped, 'is damaged or not all there'],
      ['cut', cut, 'is damaged or not all there: it is not the file that was written; it cannot be read: '],
      [
        'changed',
        changed,
        'is damaged or not all there: it is not the file that was written; the event at position 7 (',
      ],
      ['short', short, 'is damaged or not all there'],
      ['broken', broken, 'backup.json cannot be read'],
      [
        'nothing',
        tally(['restore', at('nothing'), '--data', at('nothing-book')]),
        'has neither backup.json nor export.json',
      ],
    ] as const) {
      const { code, err } = await said;
      expect([name, code, err]).toEqual([name, 2, expect.stringContaining(why)]);
      expect([name, existsSync(at(`${name}-book`))]).toEqual([name, false]);
    }
  });

  it('is restored into an empty folder only, and copied into one', async () => {
    const before = readdirSync(at('data'));
    const { code, err } = await tally(['restore', backup, '--data', at('data')]);
    expect([code, err]).toEqual([2, expect.stringContaining('is not empty: restore into a new folder')]);
    expect(readdirSync(at('data')).sort()).toEqual(before.sort());
    expect((await tally(['backup', backup, '--data', at('data')])).code).toBe(2);
    expect((await tally(['backup', at('none'), '--data', at('mistyped')])).code).toBe(2);
    expect([existsSync(at('none')), existsSync(at('mistyped'))]).toEqual([false, false]);
  });

  it('is never there in part: where a restore was killed no server starts, and it can be begun again', async () => {
    const target = at('killed');
    const unfinished = join(target, 'log.sqlite.restoring');
    const restoring = startTally(['restore', exported, '--data', target]);
    while (!existsSync(unfinished));
    await restoring.kill();
    expect([existsSync(unfinished), existsSync(join(target, 'log.sqlite'))]).toEqual([true, false]);
    await expect(Server.start(target)).rejects.toThrow('did not come to its end: run it again');
    expect((await tally(['query', 'orders', '--data', target])).code).toBe(2);
    expect((await tally(['restore', exported, '--data', target])).code).toBe(0);
    expect(existsSync(unfinished)).toBe(false);
    const { out } = await tally(['query', 'orders', '--data', target, '--format', 'csv']);
    expect(out).toMatch(/^orders\r\n\d+\r\n$/);
  });

  function digestIn(replayed: unknown): string {
    const { digest } = replayed as { readonly digest?: string };
    if (digest === undefined) throw new Error(`there is no digest in ${JSON.stringify(replayed)}`);
    return digest;
  }

  function manifestOf(folder: string): object {
    return JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as object;
  }
});
