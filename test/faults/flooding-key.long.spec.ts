import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const FACTS = 200;
/** Milliseconds from one fact to the next: an emitter at its usual pace. */
const PACE = 20;
const FLOODS = 16;
const SALES = 20_000;

/** How long its facts take then is in `npm run bench -- flood`. */
describe('access, contract test 39: a server that one key floods with questions', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  const keyOf = async (name: string, ...scopes: readonly string[]): Promise<string> => {
    const args = ['key', 'create', '--name', name, '--id', name, '--data', scratch.folder];
    const { code, out } = await tally([...args, ...scopes.flatMap((scope) => ['--scope', scope])]);
    expect(code).toBe(0);
    return out.trim();
  };
  const saleOf = (id: string, day: number) => ({
    id,
    occurredAt: new Date(Date.parse('2024-01-01') + day * 86_400_000).toISOString(),
    lines: [{ product: `p-${String(day % 10)}`, quantity: 1, unitPrice: '2' }],
  });
  const send = (key: string, path: string, body: string, type = 'application/json'): Promise<Response> =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      body,
    });
  let emitter: string;
  let analyst: string;
  const emitAll = async (): Promise<void> => {
    for (let i = 0; i < FACTS; i++) {
      const answer = await send(emitter, '/v1/sales', JSON.stringify(saleOf(`s-${String(i)}`, i % 300)));
      await answer.text();
      expect(answer.status).toBe(201);
      await sleep(PACE);
    }
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    emitter = await keyOf('shop', 'emit:RecordSale');
    analyst = await keyOf('analyst', 'read');
    server = await Server.start(scratch.folder, { TALLY_AUTH: 'required' });
    const lines = Array.from({ length: SALES }, (_, i) =>
      JSON.stringify({ type: 'RecordSale', data: saleOf(`b-${String(i)}`, i % 300) }),
    );
    const loaded = await send(emitter, '/v1/bulk', lines.join('\n'), 'application/x-ndjson');
    expect(await loaded.json()).toMatchObject({ accepted: SALES });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('refuses that key, saying how long, and takes every fact of another one', async () => {
    const end = new AbortController();
    const outcomes = { answered: 0, refused: 0, told: 0, other: 0 };
    const question = JSON.stringify({ metrics: ['revenue.net', 'orders'], by: ['product'], grain: 'day' });
    const flood = async (): Promise<void> => {
      while (!end.signal.aborted) {
        const answer = await send(analyst, '/v1/query', question);
        await answer.text();
        if (answer.status === 200) outcomes.answered++;
        else if (answer.status === 429) {
          outcomes.refused++;
          if (Number(answer.headers.get('retry-after')) >= 1) outcomes.told++;
        } else outcomes.other++;
        // Whoever is refused at once would be limited by nothing but this test's own processor.
        await sleep(1);
      }
    };
    const floods = Array.from({ length: FLOODS }, flood);
    await emitAll();
    end.abort();
    await Promise.all(floods);
    expect([outcomes.answered > 0, outcomes.refused > outcomes.answered, outcomes.other]).toEqual([true, true, 0]);
    expect(outcomes.told).toBe(outcomes.refused);
  }, 180_000);
});
