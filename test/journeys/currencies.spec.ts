import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

describe('currencies', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-07-01T09:00:00Z');
    await stage.record('/v1/rates', { id: 'r1', currency: 'EUR', from: '2024-02-01', rate: '1.1' });
    await stage.record('/v1/rates', { id: 'r2', currency: 'EUR', from: '2024-03-01', rate: '1.2' });
    await stage.record('/v1/sales', sale('s1', undefined, '2024-02-15', '100', { currency: 'EUR' }));
    await stage.record('/v1/sales', sale('s2', undefined, '2024-03-15', '100', { currency: 'EUR' }));
    await stage.record('/v1/sales', sale('s3', undefined, '2024-03-16', '50'));
    // Before any rate, and of a currency without one.
    await stage.record('/v1/sales', sale('s4', undefined, '2024-01-15', '7', { currency: 'EUR' }));
    await stage.record('/v1/sales', sale('s5', undefined, '2024-03-17', '5000', { currency: 'JPY' }));
    await stage.record('/v1/sales/s2/refunds', { id: 'f1', occurredAt: '2024-04-02', amount: '10' });
  });
  afterAll(() => stage.close());

  const net = { metrics: ['revenue.net'], grain: 'month', from: '2024-01-01', to: '2024-04-30' };
  const monthly = [
    { month: '2024-01', 'revenue.net': '0' },
    { month: '2024-02', 'revenue.net': '110' },
    { month: '2024-03', 'revenue.net': '170' },
    { month: '2024-04', 'revenue.net': '-12' },
  ];

  it('are converted at the rate of the day of each fact, a refund at that of its sale', async () => {
    expect(await stage.rows(net)).toEqual(monthly);
  });

  it('show what has no rate in a bucket of its own, never added up over currencies', async () => {
    expect(await stage.rows({ metrics: ['revenue.unconverted', 'orders'], by: ['currency'] })).toEqual([
      { currency: 'EUR', 'revenue.unconverted': '7', orders: 3 },
      { currency: 'JPY', 'revenue.unconverted': '5000', orders: 1 },
      { currency: 'USD', 'revenue.unconverted': '0', orders: 1 },
    ]);
    expect((await stage.query({ metrics: ['revenue.unconverted'], by: ['currency'] }))['totals']).toEqual({
      'revenue.unconverted': null,
    });
    expect(await stage.problem('POST', '/v1/query', { metrics: ['revenue.unconverted'] })).toBe(
      '400 unknown-dimension',
    );
  });

  it('show the originals by currency', async () => {
    expect(await stage.rows({ metrics: ['revenue.original', 'revenue.net'], by: ['currency'] })).toEqual([
      { currency: 'EUR', 'revenue.original': '197', 'revenue.net': '218' },
      { currency: 'JPY', 'revenue.original': '5000', 'revenue.net': '0' },
      { currency: 'USD', 'revenue.original': '50', 'revenue.net': '50' },
    ]);
  });

  it('keep recorded figures where a rate arrives later, until they are stated again', async () => {
    await stage.record('/v1/rates', { id: 'r3', currency: 'JPY', from: '2024-01-01', rate: '0.006712' });
    await stage.record('/v1/rates', { id: 'r4', currency: 'EUR', from: '2024-02-10', rate: '2' });
    expect(await stage.rows(net)).toEqual(monthly);
    await stage.record('/v1/sales/s5/void', { id: 'v5', reason: 'stated again with its rate' });
    await stage.record('/v1/sales', sale('s5-again', undefined, '2024-03-17', '5000', { currency: 'JPY' }));
    expect((await stage.rows(net))[2]).toEqual({ month: '2024-03', 'revenue.net': '203.56' });
  });

  it('leave nothing, of amount or tax, of a sale given back part by part', async () => {
    const lines = [{ product: 'cup', quantity: 1, unitPrice: '0.000005', tax: '0.000005' }];
    await stage.record('/v1/sales', { id: 'cup', occurredAt: '2024-05-01', currency: 'EUR', lines });
    const part = { occurredAt: '2024-05-02', lines: [{ line: 0, amount: '0.000001', tax: '0.000001' }] };
    for (const id of ['c1', 'c2', 'c3', 'c4']) await stage.record('/v1/sales/cup/refunds', { ...part, id });
    const metrics = ['revenue.sales', 'revenue.refunded', 'revenue.net', 'revenue.tax'];
    const cups = { metrics, where: { product: ['cup'] } };
    const values = async () => Object.values((await stage.rows(cups))[0] ?? {});
    expect(await values()).toEqual(['0.000006', '0.000004', '0.000002', '0.000002']);
    const tooMuch = { id: 'c5', occurredAt: '2024-05-03', amount: '0.000001', tax: '0.000002' };
    expect(await stage.problem('POST', '/v1/sales/cup/refunds', tooMuch)).toBe('422 refund-exceeds-sale');
    await stage.record('/v1/sales/cup/refunds', { ...tooMuch, tax: '0.000001' });
    expect(await values()).toEqual(['0.000006', '0.000006', '0', '0']);
  });

  it('give back the tax of a credit on its day too', async () => {
    const lines = [{ product: 'plate', quantity: 2, unitPrice: '10', tax: '4' }];
    await stage.record('/v1/credits', { id: 'plate', occurredAt: '2024-05-04', currency: 'EUR', lines });
    const metrics = ['revenue.refunded', 'revenue.tax'];
    expect(await stage.rows({ metrics, from: '2024-05-04', to: '2024-05-04', grain: 'day' })).toEqual([
      { day: '2024-05-04', 'revenue.refunded': '24', 'revenue.tax': '-4.8' },
    ]);
  });

  it('hold for opportunities too', async () => {
    await stage.record('/v1/opportunities', { id: 'o1', openedAt: '2024-03-01', value: '100', currency: 'EUR' });
    await stage.record('/v1/opportunities', { id: 'o2', openedAt: '2024-03-01', value: '100', currency: 'CHF' });
    expect(await stage.rows({ metrics: ['pipeline.value', 'pipeline.unconverted'], by: ['currency'] })).toEqual([
      { currency: 'CHF', 'pipeline.value': '0', 'pipeline.unconverted': '100' },
      { currency: 'EUR', 'pipeline.value': '120', 'pipeline.unconverted': '0' },
    ]);
  });

  it('stay exact beyond 2^53 and to six decimals in every format', async () => {
    const many = Array.from({ length: 3 }, (_, i) => ({
      type: 'RecordSale',
      data: sale(`big-${String(i)}`, undefined, '2023-05-05', '9007199254740993.123457'),
    }));
    await stage.bulk(many);
    const question = { metrics: ['revenue.gross'], from: '2023-05-01', to: '2023-05-31' };
    expect(await stage.rows(question)).toEqual([{ 'revenue.gross': '27021597764222979.370371' }]);
    expect(await stage.rows({ ...question, by: ['product'], grain: 'month' })).toEqual([
      { month: '2023-05', product: 'tea', 'revenue.gross': '27021597764222979.370371' },
    ]);
    expect((await stage.get('/v1/records?metric=revenue.gross&from=2023-05-01&to=2023-05-31'))['sum']).toBe(
      '27021597764222979.370371',
    );
  });
});
