import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from '#testing/night.js';
import { scratchFolder, Server } from '../journeys/server.js';
import { childrenOf, runs } from '../processes/children.js';
import { until } from '../processes/until.js';

const STOPPED = 'the index of the facts has stopped and is being started again';
const sale = (id: string) => ({
  id,
  occurredAt: '2024-03-01',
  lines: [{ product: 'tea', quantity: 1, unitPrice: '1' }],
});

describe('a server whose process with the index of the facts dies again and again', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  let dies: string;
  beforeAll(async () => {
    scratch = await scratchFolder();
    dies = join(scratch.folder, 'dies');
    const preload = new URL('../processes/dying-index.mjs', import.meta.url).href;
    server = await Server.start(join(scratch.folder, 'data'), {
      NODE_OPTIONS: `--import ${preload}`,
      INDEX_DIES: dies,
    });
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  const ask = (position?: unknown) =>
    server.post('/v1/query', { metrics: ['orders'], ...(position !== undefined && { position }) });
  const troubles = async () => (await server.send('GET', '/readyz')).body['troubles'];

  it('refuses questions and says so, takes facts, and answers again once one lives', async () => {
    const { body: before } = await server.post('/v1/sales', sale('before'));
    expect(await ask(before['position'])).toMatchObject({ status: 200, body: { totals: { orders: 1 } } });

    writeFileSync(dies, '');
    const told = 'the index of the facts: has stopped and is being started again: it has ended with 1';
    await until(async () => String(await troubles()) === told);
    expect(await ask()).toMatchObject({
      status: 503,
      body: { code: 'views-unavailable', detail: `${STOPPED}: ask again in a moment` },
    });
    const { status, body: after } = await server.post('/v1/sales', sale('after'));
    expect(status).toBe(201);

    rmSync(dies);
    await until(async () => (await server.send('GET', '/readyz')).status === 200);
    expect(await ask(after['position'])).toMatchObject({ status: 200, body: { totals: { orders: 2 } } });
  });
});

describe('a server whose process with the index of the facts has no place for its socket', () => {
  it('says so, and takes facts', async () => {
    const scratch = await scratchFolder();
    // The path of a socket has 107 bytes.
    const TMPDIR = join(scratch.folder, 'x'.repeat(110));
    mkdirSync(TMPDIR);
    const server = await Server.start(join(scratch.folder, 'data'), { TMPDIR });
    try {
      await until(async () => (await server.send('GET', '/readyz')).status === 503);
      const { body } = await server.send('GET', '/readyz');
      expect(String(body['troubles'])).toMatch(/the index of the facts: has stopped .*: Error: listen E\w+: /);
      expect((await server.post('/v1/sales', sale('a'))).status).toBe(201);
    } finally {
      await server.stop();
      await scratch.remove();
    }
  });
});

describe('a server whose process with the index of the facts is killed', () => {
  const KILLS = cases({ day: 1, night: 3 });
  const PIECE = 100;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(scratch.folder);
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  const index = (): number | undefined => childrenOf(server.pid, 'index.process')[0]?.pid;
  const metrics = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
  const orders = async (): Promise<number> => Number((await server.rows({ metrics: ['orders'] }))[0]?.['orders']);

  it('asks a question again that it was asked when it died', async () => {
    const before = await orders();
    const pid = index() ?? 0;
    process.kill(pid, 'SIGSTOP');
    const asked = server.post('/v1/query', { metrics: ['orders'] });
    await until(async () => (await metrics()).includes('\ntally_questions_waiting_light 1\n'));
    process.kill(pid, 'SIGKILL');
    const { status, body } = await asked;
    // Where a process takes longer to start than callers are kept waiting, it says so.
    const told = [status, status === 200 ? body['totals'] : body['code']];
    expect([
      [200, { orders: before }],
      [503, 'views-unavailable'],
    ]).toContainEqual(told);
    await until(async () => (await server.post('/v1/query', { metrics: ['orders'] })).status === 200);
    expect(await metrics()).toMatch(/\ntally_index_asked_again_total [1-9]/);
  });

  it('answers every question, or says that it cannot, while facts are followed and for good afterwards', async () => {
    let isOver = false;
    let sent = 0;
    let position: unknown;
    const follow = async (): Promise<void> => {
      while (!isOver) {
        const lines = Array.from({ length: PIECE }, (_, i) =>
          JSON.stringify({ type: 'RecordSale', data: sale(String(sent + i)) }),
        );
        const { body } = await server.bulk(lines);
        expect(body).toMatchObject({ accepted: PIECE, rejected: 0 });
        position = body['position'];
        sent += PIECE;
      }
    };
    const outcomes: unknown[] = [];
    let answered = 0;
    const question = async (): Promise<void> => {
      while (!isOver) {
        const { status, body } = await server.post('/v1/query', {
          metrics: ['orders', 'revenue.sales'],
          by: ['product'],
          grain: 'month',
        });
        if (status === 200) {
          const { orders: count, 'revenue.sales': sales } = body['totals'] as Record<string, unknown>;
          // A sale is one order of 1: both are of one state.
          if (Number(sales) !== count || count > sent + PIECE) outcomes.push(body['totals']);
          answered++;
        } else if (status !== 503 || body['code'] !== 'views-unavailable') outcomes.push(body);
      }
    };
    const work = [follow(), question(), question(), question()];
    for (let kill = 0; kill < KILLS; kill++) {
      const [before, pid] = [answered, index()];
      if (pid === undefined) throw new Error('it has no index');
      process.kill(pid, 'SIGKILL');
      await until(() => outcomes.length > 0 || (answered > before + 3 && ![undefined, pid].includes(index())));
    }
    isOver = true;
    await Promise.all(work);
    expect(outcomes).toEqual([]);
    const { body } = await server.post('/v1/query', { metrics: ['orders', 'revenue.sales'], position });
    expect(body['totals']).toEqual({ orders: sent, 'revenue.sales': String(sent) });
    expect(await metrics()).toContain(`\ntally_index_deaths_total ${String(KILLS + 1)}\n`);
    expect(await metrics()).toMatch(/\ntally_index_resident_memory_bytes \d+/);
  });

  it('leaves none behind, however it ends itself', async () => {
    const before = await orders();
    const first = index() ?? 0;
    await server.kill('SIGKILL');
    server = await Server.start(scratch.folder);
    expect(await orders()).toBe(before);
    const second = index() ?? 0;
    await until(() => !runs(first));
    expect(runs(second)).toBe(true);
    await server.stop();
    expect(runs(second)).toBe(false);
  });
});
