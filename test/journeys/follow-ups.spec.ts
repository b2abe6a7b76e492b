import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder } from './server.js';
import { Stage } from './stage.js';

type Shown = Readonly<Record<string, unknown>>;

describe('follow-ups', () => {
  let stage: Stage;
  let keys: Awaited<ReturnType<typeof scratchFolder>>;
  const list = async (query: string): Promise<readonly Shown[]> => {
    const { followUps } = await stage.get(`/v1/follow-ups?${query}`);
    return followUps as readonly Shown[];
  };
  const ids = async (query: string) => (await list(query)).map(({ id }) => id);
  beforeAll(async () => {
    stage = new Stage().at('2024-06-01T09:00:00Z');
    keys = await scratchFolder();
    const master = join(keys.folder, 'master.key');
    await writeFile(master, randomBytes(32));
    await stage.start({ TALLY_MASTER_KEY_FILE: master, TALLY_KEYS_DIR: keys.folder });
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    for (const [id, customerId, assignee, note] of [
      ['f3', 'ada', 'Ann', 'wants a pot'],
      ['f1', 'bob', 'Ann', 'asked for tea'],
      ['f2', 'bob', 'Ben', undefined],
    ])
      await stage.record('/v1/follow-ups', { id, customerId, assignee, due: '2024-06-05', note });
  });
  afterAll(async () => {
    await stage.close();
    await keys.remove();
  });

  it('are listed as they were opened, by who is to do them', async () => {
    expect(await ids('')).toEqual(['f3', 'f1', 'f2']);
    expect(await ids('assignee=Ann')).toEqual(['f3', 'f1']);
    expect(await ids('assignee=Ann&customer=bob')).toEqual(['f1']);
    expect((await list('assignee=Ann'))[1]).toMatchObject({
      customer: 'bob',
      due: '2024-06-05',
      note: 'asked for tea',
      state: 'open',
      openedAt: '2024-06-01T09:00:00.000Z',
    });
    const { followUps, next } = await stage.get('/v1/follow-ups?limit=2');
    expect((followUps as readonly Shown[]).map(({ id }) => id)).toEqual(['f3', 'f1']);
    expect(await ids(`limit=2&cursor=${String(next)}`)).toEqual(['f2']);
  });

  it('are done or cancelled, each once', async () => {
    stage.at('2024-06-02T09:00:00Z');
    await stage.record('/v1/follow-ups/f2/done', { id: 'x1', actor: 'ben' });
    const { status, body } = await stage.send('POST', '/v1/follow-ups/f2/done', { id: 'x2' });
    expect([status, body['duplicate']]).toEqual([200, true]);
    await stage.record('/v1/follow-ups/f1/cancelled', { id: 'x3', reason: 'moved away' });
    expect([await ids('state=open'), await ids('state=done'), await ids('state=cancelled')]).toEqual([
      ['f3'],
      ['f2'],
      ['f1'],
    ]);
    const [ben] = await list('assignee=Ben');
    expect(ben).toMatchObject({ state: 'done', endedAt: '2024-06-02T09:00:00.000Z', endedBy: 'ben', note: null });
    expect(await stage.problem('POST', '/v1/follow-ups/f9/done', { id: 'x4' })).toBe('404 not-found');
    const nobody = { id: 'f9', customerId: 'nobody', due: '2024-06-05' };
    expect(await stage.problem('POST', '/v1/follow-ups', nobody)).toBe('404 not-found');
    expect(await stage.problem('POST', '/v1/follow-ups', { ...nobody, due: 'soon' })).toBe('400 invalid-request');
  });

  it('say nothing any more of whom was erased, and take nothing new', async () => {
    await stage.record('/v1/customers/ada/erase', { id: 'e1', reason: 'request' });
    const [ada] = await list('customer=ada');
    expect(ada).toMatchObject({ id: 'f3', assignee: 'Ann', note: null, state: 'open' });
    const more = { id: 'f4', customerId: 'ada', note: 'call her' };
    expect(await stage.problem('POST', '/v1/follow-ups', more)).toBe('410 customer-erased');
    // The same again is what was recorded, compared without what is gone.
    const same = { id: 'f3', customerId: 'ada', assignee: 'Ann', due: '2024-06-05', note: 'wants a pot' };
    expect((await stage.send('POST', '/v1/follow-ups', same)).status).toBe(200);
  });
});
