import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eraseDue } from '#book/privacy/retention.js';
import { until } from '../processes/until.js';
import { scratchFolder } from './server.js';
import { sale, Stage } from './stage.js';

const RULE = { afterDays: 30, of: 'leads' };
const NAMED = { registeredAt: '2024-01-01', name: 'Wilhelmina' };

describe('a rule of retention', () => {
  const stage = new Stage();
  let keys: Awaited<ReturnType<typeof scratchFolder>>;
  /** The next hour, and what is done in it. */
  const hour = async (instant: string): Promise<void> => {
    stage.at(instant);
    const ranUpTo = async () => (await stage.book.outbox().checkpoint('schedule:retention')) ?? 0;
    await until(async () => (await ranUpTo()) >= Date.parse(instant));
    stage.position = String(await stage.book.log.tail());
  };
  const erased = async (): Promise<readonly string[]> => {
    const { events } = (await stage.get('/v1/events?type=CustomerErased&limit=1000')) as {
      readonly events: readonly { readonly key: string; readonly data: object }[];
    };
    for (const { data } of events) expect(data).toMatchObject({ reason: 'retention' });
    return events.map(({ key }) => key);
  };
  const digests = () =>
    Promise.all(
      ['to=2024-02-20', 'asOf=2024-01-20', 'knownAt=2024-02-05&to=2024-02-20'].map(
        async (span) => (await stage.get(`/v1/figures?${span}`))['digest'],
      ),
    );
  const preview = async () => (await stage.send('POST', `/v1/retention/preview?position=${stage.position}`, RULE)).body;

  beforeAll(async () => {
    keys = await scratchFolder();
    const master = join(keys.folder, 'master.key');
    await writeFile(master, randomBytes(32));
    stage.at('2024-01-01T00:30:00Z');
    await stage.start({ TALLY_MASTER_KEY_FILE: master, TALLY_KEYS_DIR: keys.folder });
    for (const id of ['a', 'b', 'c', 'called', 'held', 'buyer']) await stage.record('/v1/customers', { id, ...NAMED });
    await stage.record('/v1/sales', sale('s1', 'buyer', '2024-01-01', '12'));
    await stage.record('/v1/customers/held/hold', { id: 'h1', reason: 'a court asks' });
    stage.at('2024-01-20T00:30:00Z');
    const call = { id: 'i1', customerId: 'called', occurredAt: '2024-01-20', kind: 'call', subject: 'Frage' };
    await stage.record('/v1/interactions', call);
    stage.at('2024-02-05T00:30:00Z');
  });
  afterAll(async () => {
    await stage.close();
    await keys.remove();
  });

  it('can be tried, and has nobody erased before its date', async () => {
    const asOf = '2024-02-05';
    expect(await preview()).toEqual({ ...RULE, asOf, customers: 3, held: 1, unsealed: 0 });
    await stage.record('/v1/retention', { id: 'r1', ...RULE, from: '2024-02-06' });
    expect(await stage.problem('POST', '/v1/retention', { id: 'r2', ...RULE, of: 'all', from: asOf })).toBe(
      '400 invalid-request',
    );
    await hour('2024-02-05T05:00:00Z');
    expect(await erased()).toEqual([]);
  });

  it('access, contract test 31: has those erased whom it told before, and nobody else, and no figure moves', async () => {
    const before = await digests();
    await hour('2024-02-06T01:00:00Z');
    expect(await erased()).toEqual(['a', 'b', 'c']);
    expect(await stage.get('/v1/customers/a')).not.toHaveProperty('name');
    for (const id of ['called', 'held', 'buyer'])
      expect(await stage.get(`/v1/customers/${id}`)).toMatchObject({ name: NAMED.name });
    expect(await digests()).toEqual(before);
    expect(await preview()).toMatchObject({ customers: 0, held: 1 });
  });

  it('has whoever is released erased in the next hour, and some of many for each', async () => {
    await stage.record('/v1/customers/held/release', { id: 'r1' });
    await hour('2024-02-06T02:00:00Z');
    expect(await erased()).toEqual(['a', 'b', 'c', 'held']);
    for (const id of ['d', 'e', 'f']) await stage.record('/v1/customers', { id, ...NAMED });
    for (const most of [2, 2]) await eraseDue(stage.book, 'an occasion', most);
    stage.position = String(await stage.book.log.tail());
    expect((await erased()).slice(4)).toEqual(['d', 'e']);
  });
});
