import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '#demo/random.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder, Server, tally } from '../journeys/server.js';
import { signingKey } from '../journeys/signing-key.js';
import { until } from '../processes/until.js';

const KILLS = 50;
const CONNECTIONS = 4;
/** Milliseconds of load before a kill, at most. */
const LOAD = 400;
const PIECE = 25;

describe(`access, contract test 37: a server killed ${String(KILLS)} times while facts come over several connections`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;
  let server: Server;
  let signing: Awaited<ReturnType<typeof signingKey>>;
  const start = (): Promise<Server> => Server.start(data, signing);
  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'book');
    signing = await signingKey(scratch.folder);
    server = await start();
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  /** Answered facts by id: the position each was answered with. */
  const answered = new Map<string, string>();
  /** How many requests of each connection were answered. */
  const answers = Array.from({ length: CONNECTIONS }, () => 0);
  const hasAnswered = (connection: number): void => {
    answers[connection] = (answers[connection] ?? 0) + 1;
  };
  const sale = (id: string) => {
    const lines = [{ product: `p${String(id.length)}`, quantity: 1, unitPrice: '1.1' }];
    return { id, customerId: `c${String(Number(id.split('-')[1]) % 7)}`, occurredAt: '2024-02-01T12:00:00Z', lines };
  };

  /** All heads that it has signed between the kills. */
  const heads: string[] = [];
  const signedHead = async (): Promise<string> => {
    const response = await fetch(`${server.url}/v1/log/checkpoint`);
    expect(response.status).toBe(200);
    return response.text();
  };

  /** Sends one fact after another until the server dies. @returns the number of the first that was not answered */
  const single = async (connection: number, from: number): Promise<number> => {
    for (let next = from; ; next++) {
      const id = `${String(connection)}-${String(next)}`;
      const reply = await server.post('/v1/sales', sale(id)).catch(() => undefined);
      if (reply === undefined) return next;
      expect([reply.body['detail'], [200, 201].includes(reply.status)]).toEqual([undefined, true]);
      answered.set(id, String(reply.body['position']));
      hasAnswered(connection);
    }
  };
  /** The same by pieces of many. */
  const bulk = async (connection: number, from: number): Promise<number> => {
    for (let next = from; ; next += PIECE) {
      const ids = Array.from({ length: PIECE }, (_, i) => `${String(connection)}-${String(next + i)}`);
      const lines = ids.map((id) => JSON.stringify({ type: 'RecordSale', data: sale(id) }));
      const reply = await server.bulk(lines).catch(() => undefined);
      if (reply === undefined) return next;
      expect(reply.body).toMatchObject({ rejected: 0, errors: [] });
      for (const id of ids) answered.set(id, '');
      hasAnswered(connection);
    }
  };

  it('loses nothing that it has answered, counts nothing twice, signs no head that contradicts another, and starts again each time', async () => {
    const random = new Random(11);
    for (let i = 0; i < 7; i++)
      expect((await server.post('/v1/customers', { id: `c${String(i)}`, registeredAt: '2024-01-01' })).status).toBe(
        201,
      );
    const next = Array.from({ length: CONNECTIONS }, () => 0);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = [...answers];
      const load = Promise.all(next.map((from, connection) => (connection === 0 ? bulk : single)(connection, from)));
      await sleep(random.below(LOAD));
      // Half of the kills come when they come; the others when each connection was answered twice, however slow the machine is.
      const isTime = (): boolean => kill % 2 === 0 || answers.every((count, i) => count >= (before[i] ?? 0) + 2);
      await Promise.race([until(isTime), load]);
      await server.kill('SIGKILL');
      next.splice(0, CONNECTIONS, ...(await load));
      server = await start();
      heads.push(await signedHead());
    }

    // What was answered is there, under its position; what was not is now either new or was there.
    const lost: unknown[] = [];
    for (const [id, position] of answered) {
      const { status, body } = await server.post('/v1/sales', sale(id));
      const isThere = status === 200 && (position === '' || body['position'] === position);
      if (!isThere) lost.push([id, position, body]);
    }
    expect(lost).toEqual([]);
    // Of every connection facts were answered between the kills.
    expect(next.filter((reached) => reached < KILLS)).toEqual([]);
    const unanswered = next.flatMap((from, connection) =>
      Array.from({ length: connection === 0 ? PIECE : 1 }, (_, i) => `${String(connection)}-${String(from + i)}`),
    );
    const { body } = await server.bulk(unanswered.map((id) => JSON.stringify({ type: 'RecordSale', data: sale(id) })));
    expect(body).toMatchObject({ rejected: 0, errors: [] });
    const all = answered.size + unanswered.length;
    const rows = await server.rows({ metrics: ['orders', 'revenue.sales'], position: body['position'] });
    const sales = all % 10 === 0 ? String((all * 11) / 10) : ((all * 11) / 10).toFixed(1);
    expect(rows).toEqual([{ orders: all, 'revenue.sales': sales }]);
    await server.stop();
    const events = all + 8;
    expect((await tally(['verify', '--data', data])).out).toBe(
      `equal to a fresh fold of ${String(events)} events, up to position ${String(events)}\n`,
    );
    // The tree is worked out anew from the events, and each head has to stand for a beginning of it.
    const [file, vkey] = [join(scratch.folder, 'heads'), join(scratch.folder, 'vkey')];
    await writeFile(file, heads.join('\n'));
    await writeFile(vkey, (await tally(['keys', 'signing', signing.TALLY_SIGNING_KEY_FILE, '--data', data])).out);
    const audit = await tally(['audit', data, '--vkey', vkey, '--head', file]);
    expect([audit.code, audit.err]).toEqual([0, '']);
  });
});
