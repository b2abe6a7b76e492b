import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder, Server } from '../journeys/server.js';
import { until } from '../processes/until.js';

const STOPPED = 'the index of the facts has stopped and is being started again';
const sale = (id: string) => ({
  id,
  occurredAt: '2024-03-01',
  lines: [{ product: 'tea', quantity: 1, unitPrice: '1' }],
});

describe('a process whose thread with the index of the facts dies', () => {
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
    await until(
      async () => String(await troubles()) === 'the index of the facts: has stopped and is being started again',
    );
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
