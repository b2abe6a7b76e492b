import { expect, it } from '@jest/globals';
import { isAway } from '#views-mongodb/away.js';
import { MongoProbe } from '#views-mongodb/mongo-probe.js';
import { DenyingMongo } from '../stand-ins/denying-mongo.js';
import { TcpProxy } from './tcp-proxy.js';

it('a database that was away when it was first asked is found when it is there', async () => {
  const server = await DenyingMongo.start();
  const proxy = await TcpProxy.before(server.port);
  const probe = new MongoProbe(`mongodb://127.0.0.1:${String(proxy.port)}/book`);
  const asked = () =>
    Promise.all(
      [1, 2, 3].map(() =>
        probe.ask().then(
          () => 'there',
          (error: unknown) => isAway(error) || error,
        ),
      ),
    );
  await proxy.refuse();
  for (let i = 0; i < 2; i++) expect(await asked()).toEqual([true, true, true]);
  await proxy.restore();
  expect(await asked()).toEqual(['there', 'there', 'there']);
  await probe.close();
  await proxy.close();
  await server.close();
}, 20_000);
