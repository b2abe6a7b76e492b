import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const METRICS = ['customers.total', 'customers.new', 'revenue.first', 'revenue.repeat', 'purchase_gap.mean'];

/** Two customers who turn out to be one; figures worked out by hand. What they are of any merges is held in `libs/subjects/customers/merging`. */
describe('customers who are merged', () => {
  let stage: Stage;
  const totals = async (more: object = {}) =>
    (await stage.query({ metrics: METRICS, from: '2024-01-01', to: '2024-05-31', ...more }))['totals'];
  const byRegion = async (more: object = {}) =>
    (await stage.query({ metrics: ['customers.total'], by: ['region'], asOf: '2024-05-31', ...more }))['rows'];
  const ids = async (query: string) => {
    const { customers } = await stage.get(`/v1/customers?${query}`);
    return (customers as readonly { id: string }[]).map(({ id }) => id);
  };
  const refused = (path: string, body: object) => stage.problem('POST', path, body);
  /** Answers of all kinds, byte by byte, as they were known before there was any merge. */
  const asKnownBefore = async () => {
    const known = 'knownAt=2024-06-30';
    const span = { from: '2024-01-01', to: '2024-05-31', knownAt: '2024-06-30' };
    const asked = [
      stage.query({ metrics: METRICS, by: ['region'], grain: 'month', ...span }),
      stage.query({ metrics: ['customers.buyers', 'revenue.net'], by: ['stage'], ...span }),
      ...['', '/ada', '/bo', '/bo/timeline', '/bo/why'].map((path) => stage.get(`/v1/customers${path}?${known}`)),
      stage.get(`/v1/records?metric=orders&from=2024-01-01&to=2024-05-31&${known}`),
      stage.get(`/v1/rfm?asOf=2024-05-31&${known}`),
      stage.get(`/v1/overdue?asOf=2024-05-31&${known}`),
    ];
    // All but the position up to which there was something to look at, and the digest of the log.
    return (await Promise.all(asked)).map((answer) =>
      JSON.stringify(answer).replaceAll(/"position":"\d+"|"head":\{[^}]*\}/g, ''),
    );
  };
  const BEFORE = {
    'customers.total': 2,
    'customers.new': 2,
    'revenue.first': '150',
    'revenue.repeat': '30',
    // From 11 January to 1 April.
    'purchase_gap.mean': 81,
  };
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north', name: 'Ada' });
    const bo = { id: 'bo', registeredAt: '2024-01-05', region: 'south', source: 'fair', email: 'bo@example.org' };
    await stage.record('/v1/customers', bo);
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-01-11', '100'));
    await stage.record('/v1/sales', sale('s2', 'bo', '2024-02-10', '50'));
    await stage.record('/v1/sales', sale('s3', 'ada', '2024-04-01', '30'));
    await stage.record('/v1/periods/2024-02/close', { id: 'c1' });
  });
  afterAll(() => stage.close());

  it('are two until that is recorded, and were one always from then on', async () => {
    expect(await totals()).toMatchObject(BEFORE);
    stage.at('2024-07-01T09:00:00Z');
    const before = await asKnownBefore();
    await stage.record('/v1/customers/bo/merge', { id: 'm1', into: 'ada', reason: 'the same person' });
    expect(await asKnownBefore()).toEqual(before);
    // 30 and 51 days between three purchase days of one customer.
    expect(await totals()).toMatchObject({
      'customers.total': 1,
      'customers.new': 1,
      'revenue.first': '100',
      'revenue.repeat': '80',
      'purchase_gap.mean': 40.5,
    });
    expect(await byRegion()).toEqual([{ region: 'north', 'customers.total': 1 }]);
    expect(await totals({ knownAt: '2024-06-30' })).toMatchObject(BEFORE);
    expect(await byRegion({ knownAt: '2024-06-30' })).toEqual([
      { region: 'north', 'customers.total': 1 },
      { region: 'south', 'customers.total': 1 },
    ]);
  });

  it('leave what was closed as it was, and are named where figures are explained', async () => {
    const { figures } = await stage.get('/v1/periods/2024-02');
    expect((figures as Record<string, object[]>)['']?.[0]).toMatchObject({ 'customers.new': 1, 'revenue.first': '50' });
    const { changes } = await stage.get('/v1/periods/2024-02/restatements');
    expect(changes).toContainEqual({ metric: 'customers.new', closed: 1, now: 0, change: -1 });
    const asOf = '2024-05-31';
    const { status, body } = await stage.send('POST', '/v1/explain', {
      ...{ metric: 'customers.new', from: '2024-01-01', to: asOf },
      ...{ a: { asOf, knownAt: '2024-06-30' }, b: { asOf }, position: stage.position },
    });
    expect([status, body]).toMatchObject([200, { a: 2, b: 1, change: -1 }]);
    expect(JSON.stringify(body)).toContain('CustomersMerged');
  });

  it('are two, then one, also where it is asked what was known at an instant of that day', async () => {
    stage.at('2024-07-01T10:00:00Z');
    expect(await totals({ knownAt: '2024-07-01T08:30:00Z' })).toMatchObject(BEFORE);
    expect(await totals({ knownAt: '2024-07-01T09:30:00Z' })).toMatchObject({
      'customers.total': 1,
      'revenue.repeat': '80',
    });
  });

  it('are shown as the one that stays, with what happened to both', async () => {
    const one = { id: 'ada', region: 'north', source: 'fair', orders: 3, revenue: '180', registered: '2024-01-01' };
    const person = { name: 'Ada', email: 'bo@example.org' };
    expect(await stage.get('/v1/customers/ada')).toMatchObject({ ...one, ...person });
    expect(await stage.get('/v1/customers/bo')).toMatchObject({ ...one, ...person, mergedInto: 'ada' });
    expect(await stage.get('/v1/customers/bo?knownAt=2024-06-30')).toMatchObject({
      id: 'bo',
      region: 'south',
      orders: 1,
    });
    expect([await ids(''), await ids('q=bo%40'), await ids('knownAt=2024-06-30')]).toEqual([
      ['ada'],
      ['ada'],
      ['ada', 'bo'],
    ]);
    const { id, mergedInto, events } = await stage.get('/v1/customers/bo/timeline');
    expect([id, mergedInto]).toEqual(['ada', 'ada']);
    expect((events as readonly { type: string; key: string }[]).map(({ type, key }) => `${type} ${key}`)).toEqual([
      'CustomerRegistered ada',
      'CustomerRegistered bo',
      'SaleRecorded ada',
      'SaleRecorded bo',
      'SaleRecorded ada',
      'CustomersMerged bo',
      'CustomersMerged ada',
    ]);
    const why = await stage.get('/v1/customers/bo/why?asOf=2024-04-01');
    expect(why).toMatchObject({
      id: 'ada',
      mergedInto: 'ada',
      tier: { tier: 'normal', inputs: { revenue: '180', orders: 3 } },
    });
  });

  it('count what still names the one that is merged', async () => {
    await stage.record('/v1/sales', sale('s4', 'bo', '2024-05-01', '20'));
    expect(await stage.get('/v1/customers/ada')).toMatchObject({
      orders: 4,
      revenue: '200',
      lastPurchase: '2024-05-01',
    });
    expect(await totals()).toMatchObject({ 'customers.new': 1, 'revenue.repeat': '100' });
    const { records } = await stage.get('/v1/records?metric=customers.new&from=2024-01-01&to=2024-05-31');
    expect(records).toMatchObject([{ id: 'ada' }]);
  });

  it('cannot become one in a circle, nor twice', async () => {
    expect(await refused('/v1/customers/ada/merge', { id: 'm2', into: 'bo' })).toBe('422 merge-cycle');
    expect(await refused('/v1/customers/ada/merge', { id: 'm2', into: 'ada' })).toBe('422 merge-cycle');
    expect(await refused('/v1/customers/ada/merge', { id: 'm2', into: 'eve' })).toBe('422 customer-unknown');
    expect(await refused('/v1/customers/eve/merge', { id: 'm2', into: 'ada' })).toBe('404 not-found');
    await stage.record('/v1/customers', { id: 'cy', registeredAt: '2024-06-01' });
    expect(await refused('/v1/customers/bo/merge', { id: 'm2', into: 'cy' })).toBe('422 already-merged');
    expect(await refused('/v1/customers/cy/unmerge', { id: 'u1' })).toBe('422 not-merged');
    const again = { id: 'm1', into: 'ada', reason: 'the same person' };
    expect((await stage.send('POST', '/v1/customers/bo/merge', again)).body).toMatchObject({
      id: 'm1',
      duplicate: true,
    });
  });

  it('are two again, as if they had never been one, once that is taken back', async () => {
    stage.at('2024-08-01T09:00:00Z');
    await stage.record('/v1/customers/bo/unmerge', { id: 'u2', reason: 'father and son' });
    // What named the merged one meanwhile is its own: 10 February to 1 May are 81 days, too.
    expect(await totals()).toMatchObject({ ...BEFORE, 'revenue.repeat': '50', 'purchase_gap.mean': 81 });
    expect(await totals({ knownAt: '2024-07-31' })).toMatchObject({ 'customers.total': 1, 'revenue.repeat': '100' });
    expect(await stage.get('/v1/customers/bo')).toMatchObject({ id: 'bo', region: 'south', orders: 2, revenue: '70' });
    expect(await ids('')).toEqual(['ada', 'bo', 'cy']);
    expect(await ids('knownAt=2024-07-31')).toEqual(['ada', 'cy']);
  });
});
