import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const QUESTION = {
  title: 'Orders by channel',
  question: { metrics: ['orders'], by: ['channel'], from: '2024-01-01' },
  chart: { kind: 'bar' },
};

interface Shared {
  readonly pin: boolean;
  readonly digest: string;
  readonly tiles: readonly { readonly answer: { readonly totals: object } }[];
  readonly today: { readonly same: boolean; readonly differences: number; readonly tiles: readonly object[] } | null;
}

describe('a share', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T10:00:00Z');
    await stage.record('/v1/questions/channels', QUESTION, 'PUT');
    const tiles = [{ question: 'channels', width: 6, height: 3 }];
    await stage.record('/v1/dashboards/board', { title: 'Board', tiles }, 'PUT');
    await stage.record('/v1/sales', sale('s1', undefined, '2024-02-10', '5', { channel: 'web' }));
  });
  afterAll(() => stage.close());

  const share = (body: object) => stage.record('/v1/shares', { position: stage.position, ...body });
  const open = async (path: unknown) => (await stage.get(String(path))) as unknown as Shared;
  const totals = ({ tiles }: Shared) => tiles.map(({ answer }) => answer.totals);

  it('shows what there is when it is opened, to whoever has its token, which is told once and kept nowhere', async () => {
    const { id, token, path } = await share({ question: 'channels', pin: false });
    expect(String(token)).toMatch(/^[\w-]{43}$/);
    expect(path).toBe(`/v1/shared/${String(token)}`);
    expect(totals(await open(path))).toEqual([{ orders: 1 }]);
    await stage.record('/v1/sales', sale('s2', undefined, '2024-02-11', '7', { channel: 'web' }));
    const shown = await open(path);
    expect([totals(shown), shown.today]).toEqual([[{ orders: 2 }], null]);
    const { shares } = await stage.get('/v1/shares');
    expect(shares).toMatchObject([{ id, question: 'channels', pin: false, version: 1 }]);
    const { events } = await stage.get('/v1/events?limit=1000');
    const { events: log } = (await stage.send('GET', '/v1/log?limit=1000')).body;
    expect(JSON.stringify([shares, events, log])).not.toContain(String(token));
    expect(JSON.stringify(shares)).not.toContain('tokenHash');
  });

  it('that is pinned shows the same for ever, and how today differs', async () => {
    const { path } = await share({ dashboard: 'board', pin: true });
    const before = await open(path);
    expect([totals(before), before.today]).toMatchObject([[{ orders: 2 }], { same: true, differences: 0 }]);
    await stage.record('/v1/sales', sale('s3', undefined, '2024-02-12', '7', { channel: 'shop' }));
    stage.at('2024-03-20T10:00:00Z');
    await stage.record('/v1/sales', sale('s4', undefined, '2024-03-19', '7', { channel: 'shop' }));
    await stage.bulk([{ type: 'RetireQuestion', data: { id: 'channels' } }]);
    const after = await open(path);
    const { today: _before, ...kept } = before;
    const { today, ...shown } = after;
    expect(shown).toEqual(kept);
    expect(today).toMatchObject({ same: false, differences: 2 });
    expect(today?.tiles).toEqual([
      {
        problem: null,
        differences: [
          { row: {}, metric: 'orders', then: 2, now: 3 },
          { row: { channel: 'shop' }, metric: 'orders', then: null, now: 1 },
        ],
      },
    ]);
    await stage.stop();
    await stage.start();
    expect(await open(path)).toMatchObject(shown);
  });

  it('stands as of a day where it names one', async () => {
    await stage.record('/v1/questions/again', QUESTION, 'PUT');
    const { path } = await share({ question: 'again', asOf: '2024-02-10', pin: false });
    expect(totals(await open(path))).toEqual([{ orders: 1 }]);
  });

  it('is gone when it was revoked or has expired, and was never there with another token', async () => {
    const { id, path } = await share({ question: 'again', pin: false });
    const gone = await stage.send('DELETE', `/v1/shares/${String(id)}`);
    expect(gone.status).toBe(200);
    stage.position = String(gone.body['position']);
    expect(await stage.problem('GET', `${String(path)}?position=${stage.position}`)).toBe('410 link-gone');
    const brief = await share({ question: 'again', pin: false, expiresAt: '2024-03-21' });
    expect((await open(brief['path'])).tiles).toHaveLength(1);
    stage.at('2024-03-21T10:00:00Z');
    expect(await stage.problem('GET', String(brief['path']))).toBe('410 link-gone');
    const forged = `${String(brief['path']).slice(0, -1)}${String(brief['path']).endsWith('A') ? 'B' : 'A'}`;
    expect(await stage.problem('GET', forged)).toBe('404 not-found');
    expect(await stage.problem('GET', '/v1/shared/never')).toBe('404 not-found');
  });

  it('is refused where there is nothing to show', async () => {
    const wrong = (body: object) => stage.problem('POST', '/v1/shares', body);
    expect(await wrong({ question: 'never', pin: false })).toBe('404 not-found');
    expect(await wrong({ dashboard: 'never', pin: true })).toBe('404 not-found');
    expect(await wrong({ pin: true })).toBe('400 invalid-request');
    expect(await wrong({ question: 'again', dashboard: 'board', pin: true })).toBe('400 invalid-request');
    expect(await wrong({ question: 'again', pin: 'yes' })).toBe('400 invalid-request');
    expect(await wrong({ question: 'again', pin: true, asOf: 'someday' })).toBe('400 invalid-request');
    expect(await wrong({ question: 'again', pin: true, expiresAt: '2024-01-01' })).toBe('400 invalid-request');
    expect(await wrong({ question: 'again', pin: true, tokenHash: 'mine' })).toBe('400 invalid-request');
    const line = JSON.stringify({
      type: 'SetShare',
      data: { id: 'x', question: 'again', pin: false, tokenHash: 'mine' },
    });
    const headers = { 'content-type': 'application/x-ndjson' };
    const bulk = await fetch(`${stage.url}/v1/bulk`, { method: 'POST', headers, body: line });
    expect(await bulk.json()).toMatchObject({ accepted: 0, rejected: 1 });
  });
});
