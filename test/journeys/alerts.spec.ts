import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tallybook } from '#client/index.js';
import { until } from '../processes/until.js';
import { alertsOn } from './alerts-on-stage.js';
import { sale, Stage } from './stage.js';

describe('alerts', () => {
  let stage: Stage;

  const { define, told, settled, partsOf, judged } = alertsOn(() => stage);

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T08:00:00Z');
  });

  afterAll(() => stage.close());

  it('fire within the window as soon as it holds, are over when it does not, and fire again as another occasion', async () => {
    await define('above', { metric: 'revenue.net', condition: { above: '1000' }, clear: '900' });
    await stage.record('/v1/sales', sale('a1', undefined, '2024-03-01', '1000'));
    await stage.record('/v1/sales', sale('a2', undefined, '2024-03-01', '0.01'));
    await settled('above', [' 1000.01 for 2024-03-01']);
    await stage.record('/v1/sales/a1/refunds', { id: 'ar1', occurredAt: '2024-03-01T13:00:00Z', amount: '100' });
    await stage.record('/v1/sales/a1/refunds', { id: 'ar2', occurredAt: '2024-03-01T13:00:00Z', amount: '0.01' });
    await settled('above', [' 1000.01 for 2024-03-01, over 900 for 2024-03-01']);
    await stage.record('/v1/sales', sale('a3', undefined, '2024-03-01', '200'));
    await settled('above', [' 1000.01 for 2024-03-01, over 900 for 2024-03-01', ' 1100 for 2024-03-01']);
    expect(await partsOf('above')).toMatchObject([
      { part: '', state: 'firing', value: '1100', occasion: 2, firedFor: '2024-03-01' },
    ]);
  });

  it('are acknowledged, assigned, commented and snoozed by people, who are named', async () => {
    const about = async (verb: string, body: object): Promise<string> => {
      const { status, body: answer } = await stage.send('POST', `/v1/alerts/above/${verb}`, { actor: 'ann', ...body });
      if (status === 201) stage.position = String(answer['position']);
      const { code } = answer as { readonly code?: string };
      return `${String(status)} ${code ?? (await partsOf('above'))[0]?.state ?? ''}`;
    };
    expect(await about('acknowledge', {})).toBe('201 acknowledged');
    expect(await about('acknowledge', {})).toBe('200 acknowledged');
    expect(await about('assign', { to: 'ben' })).toBe('201 acknowledged');
    expect(await about('comment', { text: 'a fair in town' })).toBe('201 acknowledged');
    expect(await about('snooze', { until: '2024-03-01T00:00:00Z' })).toBe('400 invalid-request');
    expect(await about('snooze', { until: '2024-03-01T20:00:00Z' })).toBe('201 snoozed');
    expect(await about('acknowledge', { part: 'nowhere' })).toBe('400 invalid-request');
    expect(await about('comment', { part: 'nowhere', text: 'x' })).toBe('400 invalid-request');
    expect(await stage.problem('POST', '/v1/alerts/none/comment', { text: 'x' })).toBe('404 not-found');
    const { firings } = await stage.get('/v1/alerts/above/history?days=0&limit=1');
    expect(firings).toMatchObject([
      {
        occasion: 2,
        notes: [
          { kind: 'acknowledged', by: 'ann' },
          { kind: 'assigned', to: 'ben' },
          { kind: 'commented', text: 'a fair in town' },
          { kind: 'snoozed', until: '2024-03-01T20:00:00.000Z' },
        ],
      },
    ]);
    const listed = async (state: string): Promise<unknown> =>
      ((await stage.get(`/v1/alerts?state=${state}`))['alerts'] as { id: string }[]).map(({ id }) => id);
    expect([await listed('snoozed'), await listed('firing'), await listed('ok')]).toEqual([['above'], [], []]);
  });

  it('tell their channels once', async () => {
    await stage.record('/v1/channels/desk', { kind: 'inbox' }, 'PUT');
    const rule = { metric: 'interactions', condition: { above: '0' }, channels: ['desk'] };
    await define('told', rule);
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-03-01' });
    await stage.record('/v1/interactions', { id: 'i', customerId: 'ada', kind: 'call', occurredAt: '2024-03-01' });
    await settled('told', [' 1 for 2024-03-01']);
    const left = async (): Promise<unknown> => (await stage.send('GET', '/v1/messages')).body['messages'];
    let second = 0;
    await until(async () => {
      // The outbox looks again when time has passed.
      stage.at(`2024-03-01T08:00:${String((second = (second + 1) % 60)).padStart(2, '0')}Z`);
      return JSON.stringify(await left()) !== '[]';
    });
    expect(await left()).toMatchObject([{ channel: 'desk', subject: 'alert', title: 'told', link: '/v1/alerts/told' }]);
  });

  it('are among what is told to who listens', async () => {
    await define('heard', { metric: 'customers.registered', condition: { above: '0' } });
    const { position: after } = stage;
    await stage.record('/v1/customers', { id: 'bob', registeredAt: '2024-03-01' });
    const heard: Record<string, number> = {};
    for await (const { events } of tallybook(stage.url).followLive({ after })) {
      for (const [type, count] of Object.entries(events ?? {})) heard[type] = (heard[type] ?? 0) + count;
      if (heard['AlertFired'] !== undefined) break;
    }
    expect(heard).toEqual({ CustomerRegistered: 1, AlertFired: 1 });
  });

  it('do not fire for history that is loaded quietly', async () => {
    await define('quiet', { metric: 'units', condition: { above: '100' } });
    await judged();
    const lines = [{ product: 'tea', quantity: 500, unitPrice: '0' }];
    const line = { type: 'RecordSale', data: { id: 'q1', occurredAt: '2024-03-01T08:00:00Z', lines } };
    const init = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: JSON.stringify(line) };
    const response = await fetch(`${stage.url}/v1/bulk?quiet=true`, init);
    stage.position = ((await response.json()) as { position: string }).position;
    await judged();
    expect(await told('quiet')).toEqual([]);
  });

  it('wait for the end of the window where more facts can still change what it says', async () => {
    await define('low', { metric: 'revenue.net', by: 'region', window: 'month', condition: { below: '100' } });
    await stage.record('/v1/sales', sale('l1', undefined, '2024-03-01', '50', { region: 'south' }));
    await stage.record('/v1/sales', sale('l2', undefined, '2024-03-01', '150', { region: 'north' }));
    await judged();
    expect(await told('low')).toEqual([]);
    // Every turn that was missed is made up for, in order.
    stage.at('2024-04-01T00:00:01Z');
    await settled('low', ['south 50 for 2024-03-31']);
    await until(async () => (await told('above')).at(-1) === ' 1100 for 2024-03-01, over 0 for 2024-03-02');
  });

  it('are tried on history: as they were, as known then, and in hindsight', async () => {
    const backtest = async (): Promise<Record<string, unknown>> => {
      const span = { from: '2024-03-01', to: '2024-03-31' };
      const { status, body } = await stage.send('POST', '/v1/alerts/low/backtest', span);
      expect([body, status]).toEqual([body, 200]);
      return body;
    };
    const fired = { firings: [{ day: '2024-03-31', part: 'south', value: '50' }], resolutions: [] };
    expect(await backtest()).toMatchObject({ live: fired, knownThen: fired, hindsight: fired, differ: [] });
    // It comes when the window is over: nothing is taken back, nothing fires, and hindsight sees it.
    await stage.record('/v1/sales', sale('l3', undefined, '2024-03-10', '60', { region: 'south' }));
    await stage.record('/v1/sales/l2/refunds', { id: 'lr2', occurredAt: '2024-03-10T13:00:00Z', amount: '149' });
    await judged();
    const late = { firings: [{ day: '2024-03-31', part: 'north', value: '1' }], resolutions: [] };
    expect(await backtest()).toMatchObject({ live: fired, knownThen: fired, hindsight: late, differ: ['2024-03-31'] });
    const { wouldHaveFired } = await stage.get('/v1/alerts/low/history');
    expect(wouldHaveFired).toEqual([{ day: '2024-03-31', part: 'north', value: '1', knownSince: '2024-04-01' }]);
    const rule = { title: 'r', metric: 'orders', window: 'day', condition: { above: '1' } };
    const tried = await stage.send('POST', '/v1/alerts/backtest', { rule, from: '2024-03-01', to: '2024-03-03' });
    expect(tried.body).toMatchObject({
      live: { firings: [] },
      knownThen: {
        firings: [{ day: '2024-03-01', part: '', value: 6 }],
        resolutions: [{ day: '2024-03-02', part: '', value: '0' }],
      },
      seen: [
        { day: '2024-03-01', part: '', value: 6 },
        { day: '2024-03-02', part: '', value: 0 },
        { day: '2024-03-03', part: '', value: 0 },
      ],
    });
  });

  it.each<[string, object, string]>([
    ['a metric that there is not', { metric: 'none' }, '400 unknown-metric'],
    ['a dimension that it does not go by', { by: 'stage_of_moon' }, '400 unknown-dimension'],
    ['no decimal', { condition: { above: 'much' } }, '400 invalid-request'],
    ['two conditions', { condition: { above: '1', below: '0' } }, '400 invalid-request'],
    ['a clear on the wrong side', { clear: '1001' }, '400 invalid-request'],
    ['bounds in the wrong order', { condition: { outside: ['2', '1'] } }, '400 invalid-request'],
    ['too long a window', { window: 'last-401-days' }, '400 invalid-request'],
    ['no data without a time', { condition: { noData: true } }, '400 invalid-request'],
    ['hours', { for: '2h' }, '400 invalid-request'],
  ])('are refused with %s', async (_name, wrong, problem) => {
    const rule = { title: 't', metric: 'revenue.net', window: 'day', condition: { above: '1000' } };
    expect(await stage.problem('PUT', '/v1/alerts/wrong', { ...rule, ...wrong })).toBe(problem);
  });

  it('are refused where they would have more parts than can be watched, and so is their trial', async () => {
    const regions = Array.from({ length: 1_001 }, (_, i) => `r${String(i)}`);
    await stage.bulk(
      regions.map((region) => ({ type: 'RecordSale', data: sale(region, undefined, '2024-04-01', '1', { region }) })),
    );
    await stage.query({ metrics: ['orders'] });
    const rule = { title: 't', metric: 'revenue.net', by: 'region', window: 'day', condition: { above: '1000' } };
    expect(await stage.problem('PUT', '/v1/alerts/crowd', rule)).toBe('422 too-many-parts');
    const trial = { rule, from: '2024-04-01', to: '2024-04-01' };
    expect(await stage.problem('POST', '/v1/alerts/backtest', trial)).toBe('422 too-many-parts');
    expect((await stage.send('PUT', '/v1/alerts/crowd', { ...rule, by: 'product' })).status).toBe(201);
  });
});
