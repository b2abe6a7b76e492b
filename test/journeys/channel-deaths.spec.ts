import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Receiver } from '#testing/receiver.js';
import { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { LISTENS, scratchFolder, Server } from './server.js';

const PROCESSES = new URL('../processes', import.meta.url).pathname;
/** Of one message: it is put into the outbox, claimed and settled, each a step before it happens (but for the claim) and after. */
const STEPS = 5;

interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly endedAt?: string }[];
}

describe('a message through a channel', () => {
  let receiver: Receiver;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const env = () => {
    return {
      TALLY_PORT: '0',
      TALLY_DATA_DIR: scratch.folder,
      TALLY_WEBHOOK_ALLOW: receiver.place,
      TALLY_LOG_LEVEL: 'silent',
    };
  };
  const deliveries = async (server: Server): Promise<readonly Told[]> =>
    (await server.get('/v1/deliveries?limit=1000'))['deliveries'] as Told[];
  const heard = (): readonly string[] => receiver.received.map(({ headers }) => String(headers['webhook-id']));

  beforeAll(async () => {
    receiver = await Receiver.start();
    scratch = await scratchFolder();
  });
  afterAll(async () => {
    await receiver.stop();
    await scratch.remove();
  });

  it('is lost at no step at which the process is killed, and is the same one when it is sent again', async () => {
    let server = await Server.start(scratch.folder, env());
    const channel = { kind: 'webhook', url: receiver.url };
    expect((await server.send('PUT', '/v1/channels/hook', channel)).status).toBe(201);
    await server.stop();
    const promised: unknown[] = [];
    for (let step = STEPS - 1; step >= 0; step--) {
      const NODE_OPTIONS = `--import ${join(PROCESSES, 'dies-at.mjs')}`;
      const mortal = { ...env(), NODE_OPTIONS, DIES_AT: String(step) };
      // What was left by the one before may kill it before it listens.
      const program = await Program.start('dist/apps/standalone/main.js', { env: mortal, says: LISTENS }).catch(
        () => undefined,
      );
      if (program === undefined) continue;
      const answer = await new Server(program).send('POST', '/v1/channels/hook/test').catch(() => undefined);
      if (answer?.status === 202) promised.push(answer.body['id']);
      await until(() => program.ended);
    }
    // What a dead process had in hand is claimed for a minute.
    const later = { ...env(), NODE_OPTIONS: `--import ${join(PROCESSES, 'clock-ahead.mjs')}` };
    server = await Server.start(scratch.folder, later);
    const last = await server.send('POST', '/v1/channels/hook/test');
    promised.push(last.body['id']);
    await until(async () => (await deliveries(server)).every(({ state }) => state === 'delivered'));
    const all = await deliveries(server);
    await server.stop();
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(promised));
    expect([...new Set(heard())].toSorted()).toEqual(ids.toSorted());
    // It is heard again only where a process died that had it in hand.
    const cut = all.flatMap(({ attempts }) => attempts.filter(({ endedAt }) => endedAt === undefined));
    expect(heard().length - ids.length).toBeLessThanOrEqual(cut.length);
    expect(cut.length).toBeGreaterThan(0);
  });
});
