import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Breaker } from '#engine/breaker.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { StoreAway } from '#kernel/store-away.js';
import {
  guardViews,
  probeViews,
  readSharedViews,
  type Probe,
  type SharedViews,
} from '#platform/distributed-adapters.js';
import { IndexProcess } from '#platform/fact-index/index-process.js';
import { readSettings } from '#platform/settings.js';
import { scratchFolder } from '../journeys/server.js';
import { DenyingMongo } from '../stand-ins/denying-mongo.js';
import { until } from '../stand-ins/log-user.js';

const SHARDS = 4;

describe('read models in a replica set', () => {
  let server: DenyingMongo;
  let probe: Probe;
  let breaker: Breaker;
  let views: SharedViews;
  let index: IndexProcess;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeAll(async () => {
    scratch = await scratchFolder();
    index = new IndexProcess({ schema: VIEW_SCHEMA, memory: 64, threads: 1 }, () => undefined);
    server = await DenyingMongo.start();
    server.primary = true;
    const { stores } = readSettings({
      ...{ TALLY_LOG: 'eventstoredb', TALLY_BUS: 'kafka', TALLY_VIEWS: 'mongodb' },
      ...{ EVENTSTORE_URL: 'esdb://nowhere', KAFKA_BROKERS: 'nowhere:1', MONGODB_URI: server.uri() },
    });
    if (stores.log !== 'eventstoredb') throw new Error('not the stores of a deployment');
    probe = probeViews(stores);
    breaker = guardViews(probe);
    views = readSharedViews(stores, 'book-1.v0.1', SHARDS, VIEW_SCHEMA, breaker, {
      index,
      folder: scratch.folder,
      forget: () => Promise.resolve(),
    });
  });

  afterAll(async () => {
    breaker.close();
    await Promise.all([views.close(), probe.close()]);
    await server.close();
    await index.close();
    await scratch.remove();
  });

  const found = (): Promise<unknown> =>
    views.find('customers', { limit: 1 }).then(
      () => 'found',
      (error: unknown) => (error instanceof StoreAway ? error.code : error),
    );

  it('are away while it has no primary, and are there again once it has one', async () => {
    expect(await found()).toBe('found');
    for (let i = 0; i < 2; i++) {
      server.primary = false;
      const asked = Date.now();
      expect(await Promise.all([found(), found(), found()])).toEqual(Array(3).fill('views-unavailable'));
      expect(Date.now() - asked).toBeLessThan(5_000);
      await expect(breaker.ask()).rejects.toThrow('MongoDB is away');
      server.primary = true;
      await until('they are there again', 10_000, async () => (await found()) === 'found');
      await breaker.ask();
    }
  });

  it('are asked again where the primary only changes', async () => {
    const before = server.refused;
    server.primary = false;
    const asked = found();
    await until('it is seen', 5_000, () => server.refused > before);
    server.primary = true;
    expect(await asked).toBe('found');
  });
});
