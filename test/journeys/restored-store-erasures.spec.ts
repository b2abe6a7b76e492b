import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { MongoKeyring } from '#keys-mongodb/mongo-keyring.js';
import { connectTo } from '#views-mongodb/connection.js';
import { withServer } from '../contracts/with-server.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { scratchFolder, tally } from './server.js';
import { Stage } from './stage.js';

const NAMED = { registeredAt: '2024-01-01', name: 'Wilhelmina' };

withServer('MONGODB_URI', (uri) => {
  const stage = new Stage();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let store: StandIn;
  const at = (name: string): string => join(scratch.folder, name);
  const restore = (book: string, ...more: readonly string[]) =>
    tally(['restore', at('backup'), '--without-outbox', ...more], {
      ...{ TALLY_LOG: 'eventstoredb', TALLY_BUS: 'kafka', TALLY_VIEWS: 'mongodb', TALLY_BOOK: book },
      ...{ EVENTSTORE_URL: store.url, KAFKA_BROKERS: '127.0.0.1:1', MONGODB_URI: uri },
      TALLY_MASTER_KEY_FILE: at('master.key'),
    });

  beforeAll(async () => {
    scratch = await scratchFolder();
    store = await StandIn.start();
    await writeFile(at('master.key'), randomBytes(32));
    const settings = { TALLY_MASTER_KEY_FILE: at('master.key'), TALLY_KEYS_DIR: at('keys') };
    await stage.start({ ...settings, TALLY_ERASURES_FILE: at('erasures') });
    for (const id of ['ada', 'bo']) await stage.record('/v1/customers', { id, ...NAMED });
    expect((await tally(['backup', at('backup'), '--data', await stage.folder()])).code).toBe(0);
    await stage.record('/v1/customers/ada/erase', { id: 'e1', reason: 'consent' });
    await stage.stop();
  });
  afterAll(async () => {
    await store.stop();
    await stage.close();
    await scratch.remove();
  });

  it('a sealed book that is restored into EventStoreDB has nobody back who was erased since', async () => {
    const unknown = await restore('unknown');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('--no-erasures-known')]);
    const { code, out } = await restore('sealed', '--erasures', at('erasures'));
    expect([code, out]).toEqual([0, expect.stringContaining('; 1 customers erased since')]);
    const log = new EventStoreDbEventLog(store.url, { book: 'sealed' });
    const events = await log.readAll(0, 100).finally(() => log.close());
    const erased = { type: 'CustomerErased', data: { customer: 'ada', change: 'e1', reason: 'consent' } };
    expect(events.slice(-2)).toMatchObject([{ type: 'BookRestored' }, erased]);
    const keys = new MongoKeyring(connectTo(uri), `keys-${events[0]?.id ?? ''}`, randomBytes(32));
    const graves = await keys.tombstones().finally(() => keys.close());
    expect(graves.map(({ owner }) => owner)).toEqual(['customer-ada']);
  });
});
