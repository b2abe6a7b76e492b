import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Rule {
  readonly if: readonly string[];
  readonly then: string;
  readonly count: number;
  readonly support: number;
  readonly confidence: number;
  readonly lift: number;
  readonly conviction: number | null;
}

/** A book whose patterns are worked out by hand; what they are of any sales or lives is held in `libs/mining`. */
describe('patterns', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  it('are none in an empty book', async () => {
    expect(await stage.get('/v1/baskets')).toMatchObject({ sales: 0, itemsets: 0, count: 0, rules: [], warnings: [] });
    expect(await stage.get('/v1/survival')).toMatchObject({ by: null, parts: [] });
    expect(await stage.get('/v1/movers?metric=revenue.net&by=region&period=last-month')).toMatchObject({
      ...{ value: '0', previous: '0', change: '0', parts: [], others: { count: 0, change: '0' }, overlap: '0' },
    });
  });

  it('between products are of the sales of those days, without voided ones, whoever bought', async () => {
    const lines = (...products: readonly string[]) =>
      products.map((product) => ({
        product,
        category: product === 'tea' ? 'drinks' : 'food',
        quantity: 1,
        unitPrice: '1',
      }));
    const sold: readonly (readonly string[])[] = [
      ['tea', 'milk'],
      ['tea', 'milk', 'bread'],
      ['tea', 'bread'],
      ['milk'],
      ['tea', 'tea', 'milk'],
      ['bread', 'jam'],
      ['bread', 'jam'],
      ['bread'],
    ];
    for (const [i, products] of sold.entries())
      await stage.record('/v1/sales', {
        ...sale(`s${String(i)}`, undefined, '2024-03-01', '1'),
        lines: lines(...products),
      });
    await stage.record('/v1/sales', { ...sale('old', undefined, '2023-03-01', '1'), lines: lines('jam', 'milk') });
    await stage.record('/v1/sales/s7/void', { id: 'v', reason: 'never was' });
    await stage.record('/v1/sales/s5/refunds', { id: 'r', occurredAt: '2024-03-02', amount: '2' });
    const query = 'from=2024-01-01&minSupport=0.25&minConfidence=0.5';
    const found = await stage.get(`/v1/baskets?${query}`);
    // 7 sales are left: tea, milk and bread in 4 each, jam in 2; at least 2 of 7 is what 0.25 asks for.
    expect(found).toMatchObject({ from: '2024-01-01', to: '2024-12-01', sales: 7, itemsets: 7, count: 6 });
    const rules = found['rules'] as readonly Rule[];
    expect(rules.map((rule) => [...rule.if, rule.then, rule.count])).toEqual([
      ['jam', 'bread', 2],
      ['bread', 'jam', 2],
      ['milk', 'tea', 3],
      ['tea', 'milk', 3],
      ['bread', 'tea', 2],
      ['tea', 'bread', 2],
    ]);
    expect(rules[0]).toEqual({
      ...{ if: ['jam'], then: 'bread', count: 2, support: 2 / 7, confidence: 1, lift: 7 / 4, conviction: null },
    });
    const [tea] = rules.filter((rule) => rule.then === 'milk');
    expect(tea?.lift).toBeCloseTo(3 / 4 / (4 / 7), 12);
    expect(tea?.conviction).toBeCloseTo((1 - 4 / 7) / (1 - 3 / 4), 12);
    expect(await stage.get(`/v1/baskets?${query}&limit=1&sort=count`)).toMatchObject({
      ...{ count: 6, rules: [{ count: 3 }] },
    });
    expect(await stage.get('/v1/baskets?from=2024-01-01&by=category&minSupport=0.2&minConfidence=0')).toMatchObject({
      ...{ by: 'category', itemsets: 3, count: 2 },
    });
    expect(await stage.get(`/v1/baskets?${query}&knownAt=2024-11-30`)).toMatchObject({ sales: 0 });
  });

  it('of how long customers stay begin with their first purchase and end with their first loss', async () => {
    const first: readonly (readonly [id: string, region: string, days: readonly string[]])[] = [
      ['ada', 'north', ['2024-01-01']],
      ['bob', 'north', ['2024-01-01', '2024-01-31']],
      ['cid', 'south', ['2024-06-01', '2024-11-15']],
      ['dot', 'south', ['2024-10-01']],
      ['eve', 'south', []],
    ];
    for (const [id, region, days] of first) {
      await stage.record('/v1/customers', { id, registeredAt: '2023-12-01', region });
      for (const day of days) await stage.record('/v1/sales', sale(`${id}-${day}`, id, day, '1'));
    }
    const part = { customers: 4, lost: 3, median: 90 };
    expect((await stage.get('/v1/survival?asOf=2024-11-30'))['parts']).toEqual([
      {
        ...{ part: '', ...part },
        curve: [
          { days: 90, atRisk: 3, gone: 2, survival: expect.closeTo(1 / 3, 12) },
          { days: 120, atRisk: 1, gone: 1, survival: 0 },
        ],
      },
    ]);
    const { parts } = await stage.get('/v1/survival?asOf=2024-11-30&by=region');
    expect(parts).toMatchObject([
      { part: 'north', customers: 2, lost: 2, median: 90 },
      { part: 'south', customers: 2, lost: 1, median: 90 },
    ]);
    expect((await stage.get('/v1/survival?asOf=2024-03-30'))['parts']).toMatchObject([
      { customers: 2, lost: 0, median: null, curve: [] },
    ]);
  });

  it('of what moved a figure sum to its change, however few are listed', async () => {
    const asked = 'metric=revenue.net&by=region&from=2024-01-01&to=2024-12-31&compare=previous-year&asOf=2024-12-01';
    const all = await stage.get(`/v1/movers?${asked}`);
    expect(all).toMatchObject({
      ...{ unit: 'money', value: '19', previous: '2', change: '17', overlap: '0', others: { count: 0, change: '0' } },
      parts: [
        // Guests have no region.
        { part: '', value: '13', previous: '2', change: '11', share: 11 / 17 },
        { part: 'north', value: '3', previous: '0', change: '3' },
        { part: 'south', change: '3' },
      ],
    });
    const changes = (answer: typeof all) =>
      (answer['parts'] as readonly { readonly change: string }[]).map(({ change }) => Number(change));
    expect(changes(all).reduce((sum, change) => sum + change, 0)).toBe(Number(all['change']));
    expect(changes(all).map(Math.abs)).toEqual(
      changes(all)
        .map(Math.abs)
        .sort((a, b) => b - a),
    );
    const one = await stage.get(`/v1/movers?${asked}&limit=1`);
    const others = one['others'] as { readonly count: number; readonly change: string };
    expect(others.count).toBe(changes(all).length - 1);
    expect((changes(one)[0] ?? NaN) + Number(others.change)).toBe(Number(all['change']));
    const orders = await stage.get('/v1/movers?metric=orders&by=product&from=2024-01-01&to=2024-12-01');
    const products = orders['parts'] as readonly { readonly change: number }[];
    const sum = products.reduce((total, { change }) => total + change, 0);
    // A sale of tea and milk is an order of both.
    expect(orders).toMatchObject({ value: 13, previous: 1, change: 12, overlap: -6 });
    expect(sum).toBe(18);
  });
});
