import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { Webhook } from 'standardwebhooks';
import { nextEventId } from '#kernel/event-ids.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { Receiver } from '#testing/receiver.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';
import { scratchFolder, Server, tally } from './server.js';

const SECRET = `whsec_${Buffer.from('thirty-two bytes nobody else has').toString('base64')}`;

interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly at: string; readonly error?: string }[];
}

describeDeployment('what is to leave the house of a backup', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let receiver: Receiver;
  let deployment: Deployment | undefined;

  beforeAll(async () => {
    scratch = await scratchFolder();
    receiver = await Receiver.start();
    await mkdir(at('deployment'));
  });
  afterAll(async () => {
    await deployment?.stop();
    await receiver.stop();
    await scratch.remove();
  });

  const at = (name: string): string => `${scratch.folder}/${name}`;
  const told = async (server: Server): Promise<readonly Told[]> =>
    (await server.get('/v1/deliveries'))['deliveries'] as readonly Told[];
  const tested = async (server: Server): Promise<string> =>
    String((await server.send('POST', '/v1/channels/hook/test')).body['id']);
  const stateOf = async (server: Server, id: string): Promise<Told | undefined> =>
    (await told(server)).find((one) => one.id === id);
  const heard = (): readonly string[] => receiver.received.map(({ headers }) => String(headers['webhook-id']));

  /** A book with what arrived and what did not, and its copy. @returns its id, and what its outbox had */
  async function backedUp(): Promise<{ readonly book: string; readonly before: readonly Told[] }> {
    const server = await Server.start(at('embedded'), { TALLY_WEBHOOK_ALLOW: receiver.place });
    for (const id of ['hook', 'held']) {
      const channel = { kind: 'webhook', url: receiver.url, secret: SECRET };
      expect((await server.send('PUT', `/v1/channels/${id}`, channel)).status).toBe(201);
    }
    await server.post('/v1/channels/held/pause', { id: 'pause-1', reason: 'holiday' });
    const arrived = await tested(server);
    await until(async () => (await stateOf(server, arrived))?.state === 'delivered');
    receiver.otherwise = { status: 500 };
    const refused = await tested(server);
    await until(async () => (await stateOf(server, refused))?.attempts[0]?.error !== undefined);
    const { events } = (await server.get('/v1/events?type=BookOpened&limit=1')) as {
      events: readonly { id: string }[];
    };
    await server.stop();
    expect((await tally(['backup', at('backup'), '--data', at('embedded')])).code).toBe(0);
    const copy = new SqliteOutboxCopy(at('backup/outbox.sqlite'));
    const deliveries = [...copy.deliveries()].flat().toSorted((a, b) => (a.enqueuedAt < b.enqueuedAt ? 1 : -1));
    copy.close();
    return { book: events[0]?.id ?? '', before: deliveries };
  }

  it('leaves a deployment once, with the attempts it has had, where its restore had broken off too', async () => {
    const { book, before } = await backedUp();
    const sent = heard().length;
    receiver.otherwise = {};
    deployment = await Deployment.start({
      folder: at('deployment'),
      before: async (env) => {
        // Whoever has another key there is found when all events are in the store: the restore has broken off.
        const elsewhere = `${env['MONGODB_URI']?.replace(/\/[^/]*$/, '') ?? ''}/sealed-${nextEventId()}`;
        const client = new MongoClient(elsewhere);
        await client.db().collection<{ _id: string; text: string }>(`outbox-${book}.kept`).insertOne({
          _id: 'seal',
          text: 'of another book',
        });
        const refused = await tally(['restore', at('backup')], { ...env, MONGODB_URI: elsewhere });
        expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('keeps another seal')]);
        await client.db().dropDatabase();
        await client.close();
        const restored = await tally(['restore', at('backup')], env);
        expect([restored.code, restored.out]).toEqual([
          0,
          expect.stringContaining('2 deliveries into MongoDB, of which 1 are to leave'),
        ]);
      },
    });
    const { api } = deployment;
    expect((await told(api)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const again = await tally(['restore', at('backup')], deployment.env);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('it was restored already')]);
    await deployment.add('reactor', { TALLY_WEBHOOK_ALLOW: receiver.place });
    await until(async () => (await told(api)).every(({ state }) => state === 'delivered'));
    const [refused, arrived] = await told(api);
    expect(arrived?.attempts).toEqual(before.at(-1)?.attempts);
    expect(refused?.attempts.length).toBeGreaterThan(before[0]?.attempts.length ?? 0);
    expect(refused?.attempts.slice(0, before[0]?.attempts.length)).toEqual(before[0]?.attempts);
    expect(heard().slice(sent)).toEqual([refused?.id]);
    expect(await api.get('/v1/pauses')).toMatchObject({ pauses: [{ channel: 'held' }] });
  });

  it('is signed with the secrets there were: their key came with it', async () => {
    const api = deployment?.api;
    if (api === undefined) throw new Error('there is no deployment');
    const id = await tested(api);
    await until(async () => (await stateOf(api, id))?.state === 'delivered');
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' };
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toBeDefined();
  });
});
