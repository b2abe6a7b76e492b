import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { fieldsOf, sale } from '#testing/a-sale.js';
import { given } from '#testing/given-when-then.js';
import { WINNING } from '../opportunities/opportunity.commands.js';
import { Shares, type CreditShare } from './credit-shares.js';
import { RECORDING } from './sale.commands.js';
import { saleDecider, type RecordSale, type RefundSale } from './sale.decider.js';

const reading = { calendar: new Calendar('UTC', 1), currency: 'USD', now: '2024-06-01T00:00:00.000Z' };
const credits = (...shares: readonly string[]): CreditShare[] =>
  shares.map((share, i) => ({ salesperson: `p${String(i)}`, share }));
const THIRDS = credits('0.333333', '0.333334', '0.333333');

function read(said: unknown): RecordSale {
  const { command } = RECORDING.read({ ...sale, credits: said }, reading);
  return { ...command, sale: { ...command.sale, rate: '1' }, opportunityKnown: false };
}

function refusedFields(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return fieldsOf(error);
    throw error;
  }
  return [];
}

describe('shares of a sale', () => {
  it('split an amount to the millionth: the rest goes to the largest, the first of equals', () => {
    expect(new Shares(THIRDS).of(100n)).toEqual([33n, 34n, 33n]);
    expect(new Shares(THIRDS).of(-100n)).toEqual([-33n, -34n, -33n]);
    expect(new Shares(credits('0.5', '0.5')).of(5n)).toEqual([3n, 2n]);
    expect(new Shares(credits('0.2', '0.4', '0.4')).of(9n)).toEqual([1n, 5n, 3n]);
  });

  it('leave what cannot be divided whole, and nobody without some of what is sold', () => {
    expect(new Shares(THIRDS).whole(1n)).toEqual([0n, 1n, 0n]);
    expect(new Shares(credits('0.999998', '0.000001', '0.000001')).ofSome(1_000n)).toEqual([998n, 1n, 1n]);
  });

  it('of amounts one after the other come to those of their sum', () => {
    const shares = new Shares(credits('0.5', '0.5'));
    expect([shares.after(0n, 1n), shares.after(1n, 1n), shares.of(2n)]).toEqual([
      [1n, 0n],
      [0n, 1n],
      [1n, 1n],
    ]);
  });

  it('are said once of each, more than nothing, of no more than fifty', () => {
    expect(read(THIRDS.map((one) => ({ ...one, share: Number(one.share) }))).sale.credits).toEqual(THIRDS);
    const [one] = THIRDS;
    expect(refusedFields(() => read([one, one]))).toEqual(['credits[1].salesperson']);
    expect(refusedFields(() => read([{ ...one, share: '0' }]))).toEqual(['credits[0].share']);
    expect(refusedFields(() => read([{ ...one, share: '1.5' }]))).toEqual(['credits[0].share']);
    expect(refusedFields(() => read([{ ...one, share: '0.1234567' }]))).toEqual(['credits[0].share']);
    expect(refusedFields(() => read(credits(...Array.from({ length: 50 }, () => '0.02'))))).toEqual([]);
    expect(refusedFields(() => read(credits(...Array.from({ length: 51 }, () => '0.01'))))).toEqual(['credits']);
    const win = { id: 'w', opportunityId: 'o', occurredAt: '2024-04-01', credits: [one, one] };
    expect(refusedFields(() => WINNING.read(win, reading))).toEqual(['credits[1].salesperson']);
  });
});

describe('a sale that several share', () => {
  const said = read(credits('0.25', '0.75'));
  const recorded = saleDecider.decide(said, saleDecider.initial);

  it('has shares that are a whole', () => {
    given(saleDecider)
      .when(read(credits('0.5', '0.499999')))
      .isRefused('shares-not-whole', 'credits');
    given(saleDecider)
      .when(read(credits('0.5', '0.500001')))
      .isRefused('shares-not-whole', 'credits');
  });

  it("does not take its customer's salesperson, whatever else it takes", () => {
    const customer = { closed: false, region: 'North', salesperson: 'Ann' };
    const bought = { ...said, sale: { ...said.sale, customerId: 'c1' } };
    const [event] = saleDecider.decide({ ...bought, customer }, saleDecider.initial);
    expect(event?.data).toEqual({ ...bought.sale, region: 'North' });
  });

  it('keeps with a refund its shares, and what was given back of the line before', () => {
    const back = (refund: string, more: Partial<RefundSale>): RefundSale => ({
      ...{ type: 'RefundSale', id: 's1', refund, at: '2024-05-01T00:00:00.000Z', ...more },
    });
    const first = saleDecider.decide(
      back('r1', { lines: [{ line: 0, amount: '1' }] }),
      given(saleDecider, ...recorded).state,
    );
    expect(first[0]?.data).toMatchObject({ credits: said.sale.credits, lines: [{ line: 0, amount: '1' }] });
    expect(first[0]?.data).not.toHaveProperty('lines.0.earlier');
    const second = saleDecider.decide(back('r2', { amount: '2' }), given(saleDecider, ...recorded, ...first).state);
    const earlier = { amount: '1', inBase: '1', tax: '0', taxInBase: '0' };
    expect(second[0]?.data).toHaveProperty('lines', [{ line: 0, product: 'tea', amount: '2', earlier }]);
  });
});
