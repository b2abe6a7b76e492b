import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPE_WORDS } from '#kernel/scopes.js';
import { Guarded } from './guarded.js';
import { scratchFolder } from './server.js';

const TYPE = 'application/cloudevents+json';

describe('events of CloudEvents, where keys are asked for and what is of a person is sealed', () => {
  const guarded = new Guarded();
  let keys: Awaited<ReturnType<typeof scratchFolder>>;
  let admin: string;
  beforeAll(async () => {
    keys = await scratchFolder();
    const master = join(keys.folder, 'master.key');
    await writeFile(master, randomBytes(32));
    await guarded.start({}, { TALLY_MASTER_KEY_FILE: master, TALLY_KEYS_DIR: keys.folder });
    guarded.stage.at('2024-01-10T00:00:00Z');
    admin = await guarded.issue({ id: 'ops', name: 'Operators', scopes: ['emit:*', ...SCOPE_WORDS] });
    await register('ada');
  });
  afterAll(async () => {
    await guarded.stage.close();
    await keys.remove();
  });

  const register = (id: string) =>
    guarded.ask('POST', '/v1/customers', { key: admin, body: { id, registeredAt: '2024-01-01', name: 'Wilhelmina' } });
  const send = (key: string, id: string, source: string, type: string, data: object) =>
    guarded.ask('POST', '/v1/cloudevents', { key, type: TYPE, body: { specversion: '1.0', id, source, type, data } });
  const call = { customerId: 'ada', kind: 'call', occurredAt: '2024-01-05' };
  const kept = async (key: string) => {
    const { stage } = guarded;
    await stage.book.models.waitFor(await stage.book.log.tail());
    const { body } = await guarded.ask('GET', '/v1/quarantine', { key });
    return body['events'] as readonly Readonly<Record<string, unknown>>[];
  };

  it('come from the emitter that a key is, of the types that it may record; others stand for nothing', async () => {
    const shop = await guarded.key('emit:LogInteraction@/shop');
    const other = await send(shop, 'e1', '/till', 'tallybook.LogInteraction', call);
    expect([other.status, other.body['code']]).toEqual([403, 'emitter-mismatch']);
    const sale = await send(shop, 'e1', '/shop', 'tallybook.RecordSale', call);
    expect([sale.status, sale.body['code']]).toEqual([403, 'forbidden']);
    const named = await send(shop, 'e1', '/shop', 'tallybook.LogInteraction', { ...call, emitter: '/till' });
    expect([named.status, named.body['outcome']]).toEqual([202, 'quarantined']);
    // Neither of the first two has the id of an event that its source sends.
    expect((await send(admin, 'e1', '/till', 'tallybook.LogInteraction', call)).status).toBe(201);
    expect((await send(shop, 'e2', '/shop', 'tallybook.LogInteraction', call)).status).toBe(201);
    expect((await guarded.ask('GET', '/v1/quarantine', { key: shop })).status).toBe(403);
  });

  it('are shown in quarantine without what is of a person, to who may not see that', async () => {
    await send(admin, 'e3', '/crm', 'com.crm.lead', { mail: 'minna@example.org' });
    const reader = await guarded.key('read:records');
    const masked = (await kept(reader)).find(({ event }) => event === 'e3');
    expect(masked).toMatchObject({ source: '/crm', code: 'not-found', reason: null, sent: null });
    expect(JSON.stringify(await kept(admin))).toContain('minna@example.org');
    const log = await guarded.ask('GET', '/v1/log', { key: admin });
    expect(log.text).toContain('CloudEventQuarantined');
    expect(log.text).not.toContain('minna');
    for (const verb of ['resubmit', 'discard']) {
      const refused = await guarded.ask('POST', `/v1/quarantine/${String(masked?.['id'])}/${verb}`, {
        key: reader,
        body: {},
      });
      expect(refused.status).toBe(403);
    }
  });

  it('keep nothing of whoever was erased', async () => {
    await register('bob');
    await guarded.ask('POST', '/v1/customers/bob/erase', { key: admin, body: { id: 'x1', reason: 'request' } });
    const data = { id: 'x2', customerId: 'bob', email: 'bob@example.org' };
    const { status, body } = await send(admin, 'e4', '/crm', 'tallybook.ChangeCustomer', data);
    expect([status, body['problem']]).toMatchObject([202, { code: 'customer-erased' }]);
    expect(JSON.stringify(await kept(admin))).not.toContain('bob@example.org');
    // Sealed as it is, the same event is the same again.
    expect((await send(admin, 'e4', '/crm', 'tallybook.ChangeCustomer', data)).status).toBe(202);
    expect((await send(admin, 'e4', '/crm', 'tallybook.ChangeCustomer', { ...data, email: 'b' })).status).toBe(409);
  });
});
