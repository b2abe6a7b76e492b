import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdir, readdir, rm, rmdir, truncate, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { atNight } from '#testing/night.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { until } from '../processes/until.js';

/** Sales of one customer, from one number up to another. */
function sales(from: number, to: number, mark: string): readonly string[] {
  return Array.from({ length: to - from }, (_, i) => {
    const id = `${mark}${String(from + i)}`;
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
    return JSON.stringify({
      type: 'RecordSale',
      data: { id, customerId: 'ada', occurredAt: '2024-02-01T12:00:00Z', lines },
    });
  });
}

describe('a log that is older than its read models', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let folder: string;
  let server: Server;

  beforeEach(async () => {
    scratch = await scratchFolder();
    folder = join(scratch.folder, 'data');
    server = await Server.start(folder);
    await server.post('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
  });
  afterEach(async () => {
    await server.stop();
    await scratch.remove();
  });

  const record = async (lines: readonly string[]): Promise<string> => {
    const { body } = await server.bulk(lines);
    expect(body).toMatchObject({ accepted: lines.length, errors: [] });
    return String(body['position']);
  };
  const orders = async (position: string): Promise<unknown> =>
    (await server.rows({ metrics: ['orders'], position }))[0]?.['orders'];
  const verified = async (events: number): Promise<void> => {
    await server.stop();
    const { code, out } = await tally(['verify', '--data', folder]);
    expect([code, out]).toEqual([
      0,
      `equal to a fresh fold of ${String(events)} events, up to position ${String(events)}\n`,
    ]);
  };
  const logFiles = async (from: string, to: string): Promise<void> => {
    for (const end of ['', '-wal', '-shm']) await rm(join(to, `log.sqlite${end}`), { force: true });
    for (const file of await readdir(from))
      if (file.startsWith('log.sqlite')) await cp(join(from, file), join(to, file));
  };

  it('access, contract test 1: restored beside newer read models counts every sale that follows', async () => {
    await record(sales(0, 300, 'before'));
    await server.stop();
    const backup = join(scratch.folder, 'backup');
    await mkdir(backup);
    await logFiles(folder, backup);
    server = await Server.start(folder);
    expect(await orders(await record(sales(0, 500, 'lost')))).toBe(800);
    await server.stop();

    await logFiles(backup, folder);
    server = await Server.start(folder);
    expect(await orders('302')).toBe(300);
    // The log passes the place where the read models of before had ended.
    expect(await orders(await record(sales(0, 700, 'after')))).toBe(1000);
    await verified(1002);
  });

  atNight('is noticed also when it has grown beyond its read models before anybody looked', async () => {
    await server.stop();
    const backup = join(scratch.folder, 'backup');
    const other = join(scratch.folder, 'other');
    await mkdir(backup);
    await logFiles(folder, backup);
    server = await Server.start(folder);
    await orders(await record(sales(0, 100, 'lost')));
    await server.stop();
    await mkdir(other);
    await logFiles(backup, other);
    server = await Server.start(other);
    await record(sales(0, 400, 'after'));
    await server.stop();

    await logFiles(other, folder);
    server = await Server.start(folder);
    expect(await orders('402')).toBe(400);
    await verified(402);
  });

  it('with a torn end is counted as far as it goes', async () => {
    for (let piece = 0; piece < 10; piece++) await record(sales(piece * 40, piece * 40 + 40, 'torn'));
    expect(await orders('402')).toBe(400);
    await server.kill('SIGKILL');
    const wal = join(folder, 'log.sqlite-wal');
    await truncate(wal, Math.floor((await stat(wal)).size / 2));

    server = await Server.start(folder);
    const { events } = (await server.get('/v1/events?limit=1000')) as { events: readonly unknown[] };
    expect(events.length).toBeGreaterThan(2);
    expect(events.length).toBeLessThan(402);
    const left = events.length - 2;
    expect(await orders(await record(sales(0, 700, 'after')))).toBe(left + 700);
    await verified(left + 702);
  });

  it('takes facts and refuses questions until read models are made of it', async () => {
    await server.stop();
    const backup = join(scratch.folder, 'backup');
    await mkdir(backup);
    await logFiles(folder, backup);
    server = await Server.start(folder);
    await record(sales(0, 3_000, 'kept'));
    await server.stop();
    await logFiles(folder, backup);
    server = await Server.start(folder);
    await orders(await record(sales(0, 10, 'lost')));
    await server.stop();

    await logFiles(backup, folder);
    // The new version cannot be made: something else has its name.
    const inTheWay = join(folder, 'views-0.2.sqlite-wal');
    await mkdir(inTheWay);
    server = await Server.start(folder);
    const unavailable = { status: 503, body: { code: 'views-unavailable' } };
    expect(await server.post('/v1/query', { metrics: ['orders'] })).toMatchObject(unavailable);
    expect(await server.send('GET', '/v1/customers/ada')).toMatchObject(unavailable);
    expect(await server.send('GET', '/v1/events?position=3002')).toMatchObject(unavailable);
    const { status, body } = await server.send('GET', '/readyz');
    expect([status, body]).toEqual([
      503,
      {
        status: 'not ready',
        troubles: [expect.stringContaining('the read models: are being built from the log, at 0 of 3002')],
        position: '0',
        building: { definitions: { lifecycle: 'default', tiers: 'default' }, position: 0 },
      },
    ]);
    const position = await record(sales(0, 7, 'after'));

    await rmdir(inTheWay);
    await until(async () => (await server.send('GET', '/readyz')).status === 200);
    expect(await orders(position)).toBe(3_007);
    const files = async () => (await readdir(folder)).filter((name) => /^views-.*sqlite$/.test(name));
    await until(async () => (await files()).length === 1);
    expect(await files()).toEqual(['views-0.2.sqlite']);
    await verified(3_009);
  });
});
