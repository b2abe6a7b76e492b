import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUIET, sale, Stage } from '../journeys/stage.js';

describe('a log that is away', () => {
  let stage: Stage;
  let last: string;

  beforeAll(async () => {
    stage = (await Stage.open(QUIET)).at('2024-03-01T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '10'));
    const policy = { churnAfterDays: 20, atRiskAfterDays: 10 };
    stage.at('2024-03-02T09:00:00Z');
    await stage.record('/v1/policies/lifecycle', { id: 'strict', effectiveFrom: '2024-01-01', policy });
    await stage.query({ metrics: ['orders'] });
    last = stage.position;
    const away = () => Promise.reject(new Error('the log cannot be reached'));
    Object.assign(stage.book.log, { append: away, readStream: away, readAll: away, tail: away, last: away });
  });
  afterAll(() => stage.close());

  const stages = async (more: object) => {
    const { rows, meta } = await stage.query({
      metrics: ['customers.count'],
      by: ['stage'],
      asOf: '2024-02-25',
      ...more,
    });
    return [rows, (meta as { definitions: unknown }).definitions];
  };

  it('lets no fact in', async () => {
    const { status } = await stage.send('POST', '/v1/customers', { id: 'bob' });
    expect(status).toBeGreaterThanOrEqual(500);
  });

  it('leaves what is known at a day with its policies, and waits for positions, as they are', async () => {
    expect(await stages({ position: last })).toEqual([
      [{ stage: 'churned', 'customers.count': 1 }],
      { lifecycle: 'strict', tiers: 'default' },
    ]);
    expect(await stages({ knownAt: '2024-03-02', position: last })).toEqual([
      [{ stage: 'churned', 'customers.count': 1 }],
      { lifecycle: 'strict', tiers: 'default' },
    ]);
    expect(await stages({ knownAt: '2024-03-01', position: last })).toEqual([
      [{ stage: 'new', 'customers.count': 1 }],
      { lifecycle: 'default', tiers: 'default' },
    ]);
  });

  it.each([
    '/v1/customers?knownAt=2024-03-01',
    '/v1/customers/ada?knownAt=2024-03-01',
    '/v1/customers/ada/timeline',
    '/v1/sales/s1',
    '/v1/cohorts',
    '/v1/rfm?knownAt=2024-03-01',
    '/v1/overdue',
    '/v1/events',
    '/v1/records?metric=orders',
    '/v1/metrics',
    '/v1/dimensions/region',
    '/v1/periods',
    '/v1/figures?grain=month&from=2024-01-01',
    '/v1/replays',
  ])('does not stop %s', async (path) => {
    const { body, status } = await stage.send('GET', `${path}${path.includes('?') ? '&' : '?'}position=${last}`);
    // Not every route waits for a position.
    const plain = status === 400 ? await stage.send('GET', path) : { body, status };
    expect([plain.body['detail'], plain.status]).toEqual([undefined, 200]);
  });

  it('does not stop explanations and previews', async () => {
    const points = { a: { knownAt: '2024-03-01' }, b: { knownAt: '2024-03-02' } };
    const explained = await stage.send('POST', '/v1/explain', { metric: 'customers.active', ...points });
    expect([explained.body['detail'], explained.status]).toEqual([undefined, 200]);
    const previewed = await stage.send('POST', '/v1/policies/lifecycle/preview', { policy: { churnAfterDays: 50 } });
    expect([previewed.body['detail'], previewed.status]).toEqual([undefined, 200]);
  });
});
