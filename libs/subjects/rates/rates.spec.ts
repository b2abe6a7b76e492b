import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Desk } from '#testing/desk.js';
import type { RateSet } from './rate.events.js';
import { rateOn, ratesDecider } from './rates.decider.js';

const set = (id: string, currency: string, from: string, rate: string): RateSet => ({
  type: 'RateSet',
  schema: 1,
  occurredAt: `${from}T00:00:00.000Z`,
  key: 'rates',
  data: { id, currency, from, rate },
});
const fold = (events: readonly RateSet[]) =>
  events.reduce((rates, event) => ratesDecider.evolve(rates, event), ratesDecider.initial);

describe('rates', () => {
  it('hold from their date on, per currency; the one set last wins a date', () => {
    const rates = fold([
      set('1', 'USD', '2020-02-01', '1.2'),
      set('2', 'USD', '2020-01-01', '1.1'),
      set('3', 'GBP', '2020-01-15', '2'),
      set('4', 'USD', '2020-02-01', '1.3'),
    ]);
    expect(rateOn(rates, 'USD', '2019-12-31')).toBeNull();
    expect(rateOn(rates, 'USD', '2020-01-31')).toBe('1.1');
    expect(rateOn(rates, 'USD', '2020-02-01')).toBe('1.3');
    expect(rateOn(rates, 'GBP', '2020-02-01')).toBe('2');
    expect(rateOn(rates, 'CHF', '2020-02-01')).toBeNull();
  });

  it('for different dates are the same in whatever order they are set', () => {
    const events = ['2020-01-01', '2020-02-01', '2020-03-01', '2020-04-01'].map((from, i) =>
      set(from, 'USD', from, String(i + 1)),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 4 }), (shuffled) =>
        expect(fold(shuffled)).toEqual(fold(events)),
      ),
    );
  });
});

describe('a fact in another currency', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  const sale = (id: string, currency: string) => ({
    id,
    occurredAt: '2024-04-01T10:00:00Z',
    currency,
    lines: [{ product: 'tea', quantity: 1, unitPrice: 10 }],
  });
  const rateOfLast = async () => (await desk.lastEvent())?.data['rate'];

  it('freezes the rate of its day when it is recorded: a later one does not move it', async () => {
    await desk.record('RecordSale', sale('s1', 'USD'));
    expect(await rateOfLast()).toBeNull();
    await desk.record('SetRate', { id: 'r1', currency: 'USD', from: '2024-03-01', rate: '0.9' });
    await desk.record('SetRate', { id: 'r2', currency: 'USD', from: '2024-04-02', rate: '0.8' });
    await desk.record('RecordSale', sale('s2', 'USD'));
    expect(await rateOfLast()).toBe('0.9');
    await desk.record('SetRate', { id: 'r3', currency: 'USD', from: '2024-04-01', rate: '0.7' });
    await desk.record('RefundSale', { saleId: 's2', id: 'x', occurredAt: '2024-04-05', amount: 1 });
    expect(await rateOfLast()).toBe('0.9');
    expect((await desk.record('RecordSale', sale('s2', 'USD'))).duplicate).toBe(true);
    await desk.record('RecordSale', sale('s3', 'EUR'));
    expect(await rateOfLast()).toBe('1');
  });

  it('finds the rate that another process has just set', async () => {
    await desk.record('RecordSale', sale('s1', 'USD'));
    const other = new Desk();
    Object.assign(other, { log: desk.log });
    other.restart();
    await other.record('SetRate', { id: 'r1', currency: 'USD', from: '2024-03-01', rate: '0.9' });
    await desk.record('RecordSale', sale('s2', 'USD'));
    expect(await rateOfLast()).toBe('0.9');
  });

  it('keeps rates under their ids, the first one too', async () => {
    const rate = { id: 'r1', currency: 'USD', from: '2024-03-01', rate: '0.9' };
    const first = await desk.record('SetRate', rate);
    expect(await desk.record('SetRate', { ...rate, rate: 0.9 })).toEqual({ ...first, duplicate: true });
    const problem = await desk.problemOf('SetRate', { ...rate, rate: 1 });
    expect([problem.code, problem.errors.map(({ field }) => field)]).toEqual(['id-conflict', ['rate']]);
    expect(await desk.wrongFields('SetRate', { ...rate, id: 'r2', currency: 'EUR' })).toEqual(['currency']);
    expect(await desk.wrongFields('SetRate', { ...rate, id: 'r2', from: '2024-02-30', rate: 0 })).toEqual([
      'from',
      'rate',
    ]);
  });
});
