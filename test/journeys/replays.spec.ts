import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('replays', () => {
  let stage: Stage;
  let position = '0';
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', { ...sale('s1', 'ada', '2024-02-01', '10'), occurredAt: '2024-02-01T08:00:00Z' });
    await stage.record('/v1/sales', { ...sale('s2', 'ada', '2024-02-01', '20'), occurredAt: '2024-02-01T16:00:00Z' });
    position = stage.position;
    stage.at('2024-03-01T11:00:00Z');
    await stage.record('/v1/sales/s1/refunds', { id: 'r1', occurredAt: '2024-02-01T12:00:00Z', amount: '4' });
    stage.at('2024-03-01T12:00:00Z');
    await stage.record('/v1/sales/s1/void', { id: 'v1', reason: 'entered twice' });
    stage.at('2024-03-02T09:00:00Z');
  });
  afterAll(() => stage.close());

  const figures = async (clocks: object) =>
    (await stage.rows({ metrics: ['orders', 'revenue.net', 'customers.known'], ...clocks }))[0];

  it('answer an instant of either clock', async () => {
    expect(await figures({})).toEqual({ orders: 1, 'revenue.net': '20', 'customers.known': 1 });
    expect(await figures({ asOf: '2024-02-01T10:00:00Z' })).toEqual({
      orders: 0,
      'revenue.net': '0',
      'customers.known': 0,
    });
    expect(await figures({ asOf: '2024-02-01T16:00:00Z' })).toEqual({
      orders: 1,
      'revenue.net': '20',
      'customers.known': 1,
    });
    expect(await figures({ knownAt: '2024-03-01T10:00:00Z' })).toEqual({
      orders: 2,
      'revenue.net': '30',
      'customers.known': 1,
    });
    expect(await figures({ knownAt: '2024-03-01T11:00:00Z' })).toEqual({
      orders: 2,
      'revenue.net': '26',
      'customers.known': 1,
    });
    expect(await figures({ asOf: '2024-02-01T10:00:00Z', knownAt: '2024-03-01T11:30:00Z' })).toEqual({
      orders: 1,
      'revenue.net': '10',
      'customers.known': 1,
    });
    expect(await figures({ asOf: '2024-02-01T13:00:00Z', knownAt: '2024-03-01' })).toEqual({
      orders: 0,
      'revenue.net': '0',
      'customers.known': 0,
    });
    const { meta } = await stage.query({ metrics: ['orders'], asOf: '2024-02-01T10:00:00Z' });
    expect(meta).toMatchObject({ asOf: '2024-02-01T10:00:00Z' });
  });

  it('list customers as of an instant', async () => {
    const listed = async (asOf: string) =>
      ((await stage.get(`/v1/customers?asOf=${asOf}`))['customers'] as { orders: number; stage: string }[]).map(
        ({ orders, stage: at }) => [orders, at],
      );
    expect(await listed('2024-02-01T10:00:00Z')).toEqual([[0, 'lead']]);
    expect(await listed('2024-02-01T16:00:00Z')).toEqual([[1, 'new']]);
    expect(await listed('2024-02-01')).toEqual([[1, 'new']]);
  });

  it('are started, watched, asked and cancelled', async () => {
    const { status, body } = await stage.send('POST', '/v1/replays', { knownAt: position });
    expect(status).toBe(202);
    const id = String(body['id']);
    expect(await figures({ replay: id })).toEqual({ orders: 2, 'revenue.net': '30', 'customers.known': 1 });
    expect(await stage.get(`/v1/replays/${id}`)).toMatchObject({
      id,
      state: 'done',
      progress: 1,
      position,
      asOf: null,
    });
    expect((await stage.send('POST', '/v1/replays', { knownAt: position })).body['id']).toBe(id);
    expect(await stage.get(`/v1/rfm?replay=${id}`)).toMatchObject({ customers: 1 });
    expect((await stage.send('DELETE', `/v1/replays/${id}`)).status).toBe(200);
    expect(await stage.problem('GET', `/v1/replays/${id}`)).toBe('404 not-found');
    expect(await stage.problem('POST', '/v1/query', { metrics: ['orders'], replay: id })).toBe('404 not-found');
  });

  it('show history under other policies', async () => {
    const { body } = await stage.send('POST', '/v1/replays', { policies: { lifecycle: { churnAfterDays: 5 } } });
    const replay = String(body['id']);
    expect(await stage.rows({ metrics: ['customers.count'], by: ['stage'], replay, asOf: '2024-02-06' })).toEqual([
      { stage: 'churned', 'customers.count': 1 },
    ]);
    expect(await stage.rows({ metrics: ['customers.count'], by: ['stage'], asOf: '2024-02-06' })).toEqual([
      { stage: 'new', 'customers.count': 1 },
    ]);
  });

  it('refuse what cannot be replayed', async () => {
    expect(await stage.problem('POST', '/v1/replays', { knownAt: 'soon' })).toBe('400 invalid-request');
    expect(await stage.problem('POST', '/v1/replays', { policies: { luck: 1 } })).toBe('400 invalid-request');
    expect(await stage.problem('POST', '/v1/replays', [])).toBe('400 invalid-request');
    const { body } = await stage.send('POST', '/v1/replays', {});
    const question = { metrics: ['orders'], replay: body['id'], asOf: '2024-02-01T10:00:00Z' };
    expect(await stage.problem('POST', '/v1/query', question)).toBe('400 invalid-request');
  });

  it('leave the served read models as they are, and rebuilding them too', async () => {
    const { digest } = await stage.get('/v1/figures?asOf=2024-03-02');
    expect((await stage.send('POST', '/v1/rebuild')).status).toBe(202);
    expect((await stage.get('/v1/figures?asOf=2024-03-02'))['digest']).toBe(digest);
    await stage.record('/v1/sales', sale('s9', 'ada', '2024-02-20', '1'));
    expect(await figures({})).toEqual({ orders: 2, 'revenue.net': '21', 'customers.known': 1 });
  });
});
