import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('interactions that led to purchases', () => {
  let stage: Stage;
  const touch = (id: string, customerId: string, occurredAt: string, channel?: string): Promise<unknown> =>
    stage.record('/v1/interactions', { id, customerId, occurredAt, kind: 'talk', ...(channel && { channel }) });

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-12-01T09:00:00Z');
    for (const id of ['ada', 'bo', 'cy']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    await touch('i1', 'ada', '2024-01-02', 'fair');
    await touch('i2', 'ada', '2024-02-01', 'mail');
    await touch('i3', 'ada', '2024-03-01T08:00:00Z', 'phone');
    await touch('i4', 'ada', '2024-03-01T18:00:00Z', 'shop');
    await stage.record('/v1/sales', sale('a1', 'ada', '2024-03-01', '100'));
    await touch('i5', 'bo', '2024-01-05', 'mail');
    // 90 days after the 5th of January, and the day after that.
    await stage.record('/v1/sales', sale('b1', 'bo', '2024-04-04', '10'));
    await stage.record('/v1/sales', sale('b2', 'bo', '2024-04-05', '1'));
    await stage.record('/v1/sales', sale('c1', 'cy', '2024-05-01', '5'));
  });
  afterAll(() => stage.close());

  const by = async (dimension: string, more: object = {}): Promise<unknown> => {
    const rows = await stage.rows({ metrics: ['revenue.net', 'orders'], by: [dimension], ...more });
    return Object.fromEntries(rows.map((row) => [row[dimension], [row['revenue.net'], row['orders']]]));
  };
  const before = async (more: object = {}): Promise<unknown> => {
    const metrics = ['touches.before_first_purchase.mean', 'touches.before_first_purchase.median'];
    return Object.values((await stage.query({ metrics, ...more }))['totals'] as object);
  };

  it('are the first and the last of the 90 days before each, up to its moment', async () => {
    expect(await by('first_touch')).toEqual({ '': ['6', 2], fair: ['100', 1], mail: ['10', 1] });
    expect(await by('last_touch')).toEqual({ '': ['6', 2], mail: ['10', 1], phone: ['100', 1] });
  });

  it('are counted on the days before the first one', async () => {
    // ada 2, bo 1, cy none.
    expect(await before()).toEqual([1, 1]);
    expect(await before({ from: '2024-03-01', to: '2024-03-31' })).toEqual([2, 2]);
    expect(await before({ from: '2024-06-01', to: '2024-06-30' })).toEqual([null, null]);
  });

  it('that are voided, or told late, move what they led to; what was known stays', async () => {
    stage.at('2024-12-10T09:00:00Z');
    await stage.record('/v1/interactions/i3/void', { id: 'v1', reason: 'wrong customer' });
    await touch('i6', 'cy', '2024-04-20', 'web');
    expect(await by('last_touch')).toEqual({ '': ['1', 1], mail: ['110', 2], web: ['5', 1] });
    expect(await by('last_touch', { knownAt: '2024-12-05' })).toEqual({
      '': ['6', 2],
      mail: ['10', 1],
      phone: ['100', 1],
    });
    // ada 2, bo 1, cy 1.
    expect(await before({ from: '2024-04-01' })).toEqual([1, 1]);
    const records = await stage.get('/v1/records?metric=orders&where.last_touch=web');
    expect([records['sum'], records['count']]).toEqual([1, 1]);
  });
});
