import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Customer {
  readonly id: string;
  readonly frequency: number;
  readonly recency: number;
  readonly T: number;
  readonly pAlive: number | null;
  readonly expectedPurchases: number | null;
  readonly expectedValue: number | null;
}

/** What is asked of few and of very many is in `libs/mining`; published figures are in `real-figures`. */
describe('what customers are expected to buy', () => {
  let stage: Stage;
  const customers = async (query: string) => (await stage.get(`/v1/clv?${query}`))['customers'] as readonly Customer[];
  const day = (n: number): string => new Date(Date.UTC(2024, 0, n)).toISOString().slice(0, 10);
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-01T09:00:00Z');
  });
  afterAll(() => stage.close());

  it('is nothing of nobody, and of too few their purchases without an estimate', async () => {
    const nothing = { parameters: { bgnbd: null, gammaGamma: null }, customers: [], next: null };
    expect(await stage.get('/v1/clv')).toMatchObject({
      ...nothing,
      totals: { expectedPurchases: null, expectedValue: null },
      warnings: [expect.stringContaining('0 customers'), expect.stringContaining('0 came')],
    });
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-01-02', '10'));
    const alone = { id: 'ada', frequency: 0, recency: 0, pAlive: null, expectedPurchases: null, expectedValue: null };
    expect(await customers('asOf=2024-01-16')).toEqual([{ ...alone, T: 2 }]);
    await stage.record('/v1/sales', sale('a2', 'ada', '2024-01-05', '10'));
    expect(await customers('asOf=2024-01-16&unit=day')).toEqual([{ ...alone, frequency: 1, recency: 3, T: 14 }]);
  });

  it('is estimated of many: purchase days, not sales; without voided ones; as of and known at any day', async () => {
    const facts = Array.from({ length: 40 }, (_, i) => {
      const id = `c${String(i).padStart(2, '0')}`;
      const bought = Array.from({ length: 1 + (i % 5) }, (__, n) =>
        sale(`${id}-${String(n)}`, id, day(10 + (i % 7) + n * (9 + (i % 11))), String(5 + ((i * 7) % 40))),
      );
      return [
        { type: 'RegisterCustomer', data: { id, registeredAt: '2024-01-01' } },
        ...bought.map((data) => ({ type: 'RecordSale', data })),
      ];
    });
    await stage.bulk(facts.flat());
    const query = 'asOf=2024-06-30&horizon=10&unit=week';
    const before = await stage.get(`/v1/clv?${query}&limit=1000`);
    const listed = before['customers'] as readonly Customer[];
    expect(before).toMatchObject({ parameters: { bgnbd: { customers: 41 } }, next: null, unit: 'week', horizon: 10 });
    const sum = listed.reduce((total, { expectedPurchases }) => total + (expectedPurchases ?? NaN), 0);
    expect((before['totals'] as { expectedPurchases: number }).expectedPurchases).toBeCloseTo(sum, 9);
    expect(listed.map(({ expectedValue }) => expectedValue)).toEqual(
      listed.map(({ expectedValue }) => expectedValue ?? 0).sort((a, b) => b - a),
    );
    expect(before['warnings']).toContainEqual(expect.stringContaining('only 33 customers came again'));
    // A second sale of the same day is no purchase day; a voided one never was.
    await stage.record('/v1/sales', sale('again', 'c01', day(11), '5'));
    await stage.record('/v1/sales', sale('never', 'c01', day(90), '5'));
    await stage.record('/v1/sales/never/void', { id: 'v', reason: 'entered twice' });
    expect((await customers(`${query}&limit=1000`)).map(({ id, frequency }) => [id, frequency])).toEqual(
      listed.map(({ id, frequency }) => [id, frequency]),
    );
    stage.at('2024-12-02T09:00:00Z');
    await stage.record('/v1/sales', sale('late', 'c02', day(95), '50'));
    const asKnown = await customers(`${query}&knownAt=2024-12-01&sort=id&limit=1000`);
    expect(asKnown.find(({ id }) => id === 'c02')?.frequency).toBe(2);
    expect((await customers(`${query}&sort=id&limit=1000`)).find(({ id }) => id === 'c02')?.frequency).toBe(3);
  });

  it('is listed in pages, each customer once, and as a file', async () => {
    const all = await customers('asOf=2024-06-30&sort=-pAlive&limit=1000');
    const paged: Customer[] = [];
    let cursor = '';
    do {
      const page = await stage.get(`/v1/clv?asOf=2024-06-30&sort=-pAlive&limit=15${cursor}`);
      paged.push(...(page['customers'] as readonly Customer[]));
      const next = page['next'] as string | null;
      cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
    const file = await fetch(`${stage.url}/v1/clv?asOf=2024-06-30&sort=id&format=csv`);
    const lines = (await file.text()).trim().split(/\r?\n/);
    expect(lines[0]).toBe('id,frequency,recency,T,pAlive,expectedPurchases,expectedValue');
    expect(lines).toHaveLength(1 + all.length);
  });
});
