import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Listed {
  readonly id: string;
  readonly cluster: number;
}

/** How groups are found is held in `libs/mining` and `libs/subjects/clusters`; here is what is read of a book. */
describe('customers who are alike', () => {
  let stage: Stage;
  const last = '2024-11-30';
  const clusters = (query = '') => stage.get(`/v1/clusters?asOf=${last}&limit=1000${query}`);
  const day = (n: number): string => new Date(Date.UTC(2024, 0, n)).toISOString().slice(0, 10);
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  it('are none in an empty book, and one group of one', async () => {
    expect(await clusters()).toMatchObject({ k: 0, silhouette: null, clusters: [], customers: [], next: null });
    const affinity = await stage.get('/v1/affinity?stage=new');
    expect(affinity).toMatchObject({ orders: 0, allOrders: 0, warnings: [expect.stringMatching(/^0 orders/)] });
    expect((affinity['dimensions'] as readonly object[]).length).toBe(5);
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('ada-1', 'ada', day(5), '1000000000000'));
    expect(await clusters('&k=4')).toMatchObject({
      ...{ k: 1, silhouette: null, count: 1, customers: [{ id: 'ada', cluster: 1, monetary: '1000000000000' }] },
      clusters: [{ customers: 1, share: 1, revenue: '1000000000000', revenueShare: 1, centre: { frequency: 1 } }],
      warnings: [expect.stringMatching(/^1 customers/), expect.stringMatching(/^there are only 1 groups/)],
    });
    await stage.record('/v1/sales/ada-1/void', { id: 'v', reason: 'never was' });
  });

  it('are groups with their centres, sizes and shares of the revenue, listed by group', async () => {
    const facts = Array.from({ length: 45 }, (_, i) => {
      const id = `c${String(i).padStart(2, '0')}`;
      const often = i < 30;
      const days = often ? Array.from({ length: 12 }, (__, n) => 20 + 25 * n + (i % 9)) : [10 + (i % 9)];
      const product = often ? 'coffee' : 'tea';
      const lines = [{ product, category: 'drinks', quantity: 1, unitPrice: '10' }];
      return [
        { type: 'RegisterCustomer', data: { id, registeredAt: '2024-01-01' } },
        ...days.map((one, n) => ({
          type: 'RecordSale',
          data: { ...sale(`${id}-${String(n)}`, id, day(one), '10'), lines },
        })),
      ];
    });
    await stage.bulk(facts.flat());
    const found = await clusters('&k=2');
    expect(found).toMatchObject({
      k: 2,
      clusters: [
        {
          cluster: 1,
          customers: 30,
          revenue: '3600',
          revenueShare: 3_600 / 3_750,
          centre: { frequency: expect.closeTo(12, 9) as unknown },
        },
        { cluster: 2, customers: 15, revenue: '150', centre: { monetary: expect.closeTo(10, 9) as unknown } },
      ],
      count: 45,
      warnings: [],
    });
    const all = found['customers'] as readonly Listed[];
    const second = (await clusters('&k=2&cluster=2'))['customers'];
    expect(second).toEqual(all.filter(({ cluster }) => cluster === 2));
    const page = await stage.get(`/v1/clusters?asOf=${last}&k=2&limit=40`);
    const rest = await stage.get(`/v1/clusters?asOf=${last}&k=2&limit=40&cursor=${String(page['next'])}`);
    expect([...(page['customers'] as readonly Listed[]), ...(rest['customers'] as readonly Listed[])]).toEqual(all);
    expect((await clusters('&k=5&features=gap,interactions,recency'))['features']).toEqual([
      'recency',
      'gap',
      'interactions',
    ]);
  });

  it('prefer what their part buys more of than everybody', async () => {
    const found = await stage.get(`/v1/affinity?stage=new&asOf=${last}`);
    const sold = await stage.rows({ metrics: ['orders'], by: ['product', 'stage'], asOf: last });
    const ofNew = (product: string) =>
      Number(sold.find((row) => row['product'] === product && row['stage'] === 'new')?.['orders'] ?? 0);
    const orders = ofNew('coffee') + ofNew('tea');
    expect(found).toMatchObject({ orders, allOrders: 375, from: null, to: last, part: { stage: 'new' } });
    const [{ values = [] } = {}] = found['dimensions'] as readonly {
      readonly values?: readonly Readonly<Record<string, unknown>>[];
    }[];
    expect(
      values.map(({ value, orders: own, share, allShare, index }) => [value, own, share, allShare, index]),
    ).toEqual([
      ['tea', 15, 15 / orders, 15 / 375, expect.closeTo((100 * 375) / orders, 9)],
      ['coffee', orders - 15, (orders - 15) / orders, 360 / 375, expect.any(Number)],
    ]);
    // Everybody bought at noon.
    const hour = (found['dimensions'] as readonly { readonly by: string; readonly values: readonly object[] }[])[3];
    expect(hour).toMatchObject({ by: 'hour', values: [{ share: 1, allShare: 1, index: 100 }] });
    const few = await stage.get(`/v1/affinity?tier=none-such&asOf=${last}`);
    expect(few).toMatchObject({ orders: 0 });
  });

  it.each([
    'clusters?k=1',
    'clusters?features=shoe',
    'clusters?cluster=0',
    'affinity',
    'affinity?stage=rich',
    'affinity?tier=gold&from=2024-02-01&to=2024-01-01',
  ])('are asked for by nothing like %s', async (asked) => {
    expect(await stage.problem('GET', `/v1/${asked}`)).toBe('400 invalid-request');
  });
});
