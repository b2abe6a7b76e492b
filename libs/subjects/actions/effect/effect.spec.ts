import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '#figures/journal/journal.js';
import { parseDay } from '#kernel/time/calendar.js';
import { STRICT, UTC } from '#testing/projected.js';
import type { Goal } from '../../automations/goal.js';
import { timelineEffect } from '../../tables.js';
import { compared } from './compared.js';
import type { Done } from './done.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { responsesOf } from './responses.js';

const CONTEXT = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
const DECIDED = '2024-06-10T10:00:00.000Z';

let last = 0;
/** An entry of a customer's journal, recorded when it happened unless that is said. */
function entry(type: string, occurredAt: string, data: object, recordedAt = occurredAt): JournalEntry {
  const position = String(++last);
  const fields = { position, id: position, stream: 's', revision: 0, schema: 1, key: 'ada', data };
  return { ...fields, type, occurredAt, recordedAt } as JournalEntry;
}
const content = (id: string, gross: string) => ({
  id,
  customerId: 'ada',
  currency: 'USD',
  rate: '1',
  lines: [{ product: 'tea', quantity: '1', gross, reduction: '0' }],
});
const sold = (id: string, at: string, gross: string) => entry('SaleRecorded', at, content(id, gross));
const givenBack = (id: string, refund: string, amount: string) => ({
  ...{ id, refund, customerId: 'ada', currency: 'USD', rate: '1' },
  lines: [{ line: 0, amount }],
});
const decision = (type: string, data: object, at = DECIDED) =>
  entry(type, at, { automation: 'a1', customer: 'ada', ...data });

const JOURNAL = [
  // Bought before, and given back in the days that count.
  sold('s0', '2024-06-01T10:00:00.000Z', '100'),
  decision('ActionSkipped', { reason: 'condition' }, '2024-06-09T10:00:00.000Z'),
  decision('ActionTaken', { automation: 'other' }, '2024-06-09T10:00:00.000Z'),
  sold('s1', '2024-06-10T09:59:59.999Z', '100'),
  decision('ActionTaken', {}),
  sold('s2', '2024-06-10T11:00:00.000Z', '10'),
  entry('SaleRefunded', '2024-06-11T10:00:00.000Z', givenBack('s0', 'r0', '50')),
  decision('ActionTaken', {}, '2024-06-12T10:00:00.000Z'),
  sold('s3', '2024-06-13T23:59:59.999Z', '5'),
  sold('s4', '2024-06-14T00:00:00.000Z', '100'),
  entry('SaleRefunded', '2024-06-20T10:00:00.000Z', givenBack('s2', 'r2', '4')),
];

const outcome = (journal: readonly JournalEntry[], asOf: string, goal: Goal = { metric: 'revenue', within: '3d' }) =>
  outcomeOf('ada', journal, { automation: 'a1', goal, asOf: parseDay(asOf) ?? 0 }, CONTEXT);
const NOTHING: Done = { hasBought: false, wasInTouch: false, revenue: 0n };
const made = (isReached: boolean, revenue: bigint): Outcome => {
  return { isActed: true, made: { isReached, revenue }, answered: NOTHING };
};

describe('what became of a customer', () => {
  it('is what it bought from the first decision to the end of the last day, less what of it was given back', () => {
    expect(outcome(JOURNAL, '2024-06-09')).toBe(undefined);
    expect(outcome(JOURNAL, '2024-06-12')).toEqual({ isActed: true, answered: NOTHING });
    expect(outcome(JOURNAL, '2024-06-13')).toEqual(made(true, 15_000_000n));
    expect(outcome(JOURNAL, '2024-06-19')).toEqual(made(true, 15_000_000n));
    // However late it is.
    expect(outcome(JOURNAL, '2024-06-20')).toEqual(made(true, 11_000_000n));
  });

  it('is without what never was, nor what of that was given back', () => {
    const refund = { occurredAt: '2024-06-20T10:00:00.000Z', data: givenBack('s2', 'r2', '4') };
    const taken = { id: 's2', change: 'v', reason: 'mistake', sale: content('s2', '10'), refunds: [refund] };
    const after = [...JOURNAL, entry('SaleVoided', '2024-06-10T11:00:00.000Z', taken, '2024-07-01T10:00:00.000Z')];
    for (const asOf of ['2024-06-19', '2024-06-20']) expect(outcome(after, asOf)).toEqual(made(true, 5_000_000n));
  });

  it('reaches the goal by what that names', () => {
    const all = [decision('ActionSkipped', { reason: 'hold-out' }), sold('s5', '2024-06-11T10:00:00.000Z', '8')];
    const back = entry('SaleRefunded', '2024-07-01T10:00:00.000Z', givenBack('s5', 'r5', '8'));
    const called = { id: 'i1', customerId: 'ada', kind: 'call' };
    const call = entry('InteractionLogged', '2024-06-12T10:00:00.000Z', called);
    const reached = (journal: readonly JournalEntry[], metric: Goal['metric']) => {
      const found = outcome(journal, '2024-07-01', { metric, within: '2d' });
      return [found?.isActed, found?.made?.isReached];
    };
    expect(reached(all, 'orders')).toEqual([false, true]);
    expect(reached(all, 'revenue')).toEqual([false, true]);
    expect(reached(all, 'interactions')).toEqual([false, false]);
    expect(reached([...all, call], 'interactions')).toEqual([false, true]);
    // An order that was given back was one, and nothing is left of it.
    expect([reached([...all, back], 'orders')[1], reached([...all, back], 'revenue')[1]]).toEqual([true, false]);
  });
});

describe('an answer to an automation', () => {
  const named = (at: string, id: string, gross: string) =>
    entry('SaleRecorded', at, { ...content(id, gross), campaign: 'a1' });
  const touch = (at: string, more: object) =>
    entry('InteractionLogged', at, { id: at, customerId: 'ada', kind: 'mail', campaign: 'a1', ...more });
  const answered = (journal: readonly JournalEntry[], asOf = '2024-12-31') => outcome(journal, asOf)?.answered;
  const begun = decision('ActionTaken', {});

  it('is what names it from the decision on, less what was given back, however many days later', () => {
    const bought = [
      named('2024-06-10T09:00:00.000Z', 'before', '100'),
      begun,
      named('2024-08-01T10:00:00.000Z', 's1', '30'),
      sold('s2', '2024-08-01T10:00:00.000Z', '100'),
      entry('SaleRefunded', '2024-09-01T10:00:00.000Z', { ...givenBack('s1', 'r1', '4'), campaign: 'a1' }),
      entry('SaleRefunded', '2024-09-01T10:00:00.000Z', { ...givenBack('before', 'r2', '50'), campaign: 'a1' }),
    ];
    expect(answered(bought, '2024-07-31')).toEqual(NOTHING);
    expect(answered(bought, '2024-08-31')).toEqual({ ...NOTHING, hasBought: true, revenue: 30_000_000n });
    expect(answered(bought)).toEqual({ ...NOTHING, hasBought: true, revenue: 26_000_000n });
  });

  it('is none that the house began, nor one that was taken back', () => {
    const out = touch('2024-06-11T10:00:00.000Z', { direction: 'out' });
    const call = touch('2024-06-12T10:00:00.000Z', { direction: 'in' });
    const other = touch('2024-06-12T10:00:00.000Z', { campaign: 'a2' });
    const back = entry('InteractionVoided', '2024-06-12T10:00:00.000Z', { change: 'v', interaction: call.data });
    expect(answered([begun, out, other])).toEqual(NOTHING);
    expect(answered([begun, out, call])).toEqual({ ...NOTHING, wasInTouch: true });
    expect(answered([begun, call, back])).toEqual(NOTHING);
  });

  it('is of whom a customer turns out to be, from the first decision about either', () => {
    const ofBo = (one: JournalEntry, data: object = {}): JournalEntry => ({
      ...one,
      key: 'bo',
      data: { ...one.data, ...data },
    });
    const merge = (type: string, at: string) => {
      const said = { change: 'm', merged: 'bo', into: 'ada', survivor: 'ada' };
      return [ofBo(entry(type, at, { ...said, customer: 'bo' })), entry(type, at, { ...said, customer: 'ada' })];
    };
    const before = [
      ofBo(decision('ActionTaken', {}, '2024-06-08T10:00:00.000Z'), { customer: 'bo' }),
      ofBo(named('2024-06-09T10:00:00.000Z', 's0', '2'), { customerId: 'bo' }),
      begun,
      ofBo(named('2024-06-11T10:00:00.000Z', 's1', '30'), { customerId: 'bo' }),
      ofBo(entry('SaleRefunded', '2024-06-12T10:00:00.000Z', { ...givenBack('s1', 'r1', '4'), customerId: 'bo' })),
    ];
    const merged = [...before, ...merge('CustomersMerged', '2024-07-01T10:00:00.000Z')];
    const parted = [...merged, ...merge('CustomersUnmerged', '2024-07-02T10:00:00.000Z')];
    expect(answered(before)).toEqual(NOTHING);
    // As of a day before they were merged, too: from then on they always were.
    for (const asOf of ['2024-06-30', '2024-12-31'])
      expect(answered(merged, asOf)).toEqual({ ...NOTHING, hasBought: true, revenue: 28_000_000n });
    expect(outcome(merged, '2024-12-31')?.made).toEqual({ isReached: true, revenue: 28_000_000n });
    expect(answered(parted)).toEqual(NOTHING);
  });

  it('has its share of what they cost', () => {
    const by = (isActed: boolean, more: Partial<Done>): Outcome => ({ isActed, answered: { ...NOTHING, ...more } });
    const outcomes = [
      by(true, { hasBought: true, revenue: 26_000_000n }),
      by(true, { wasInTouch: true }),
      by(true, {}),
      by(true, {}),
      by(false, { hasBought: true, revenue: 5_000_000n }),
    ];
    const counts = { customers: 4, responses: 2, rate: 0.5, revenue: '26' };
    expect(responsesOf(outcomes, undefined)).toEqual({ ...counts, cost: null, costPerResponse: null });
    // 10 and four times 0.25.
    expect(responsesOf(outcomes, { fixed: '10', perCustomer: '0.25' })).toEqual({
      ...counts,
      cost: '11',
      costPerResponse: 5.5,
    });
    expect(responsesOf([by(true, {})], { perCustomer: '2' })).toMatchObject({ cost: '2', costPerResponse: null });
  });
});

describe('those acted on against those held out', () => {
  const some = (isActed: boolean, ...revenues: readonly number[]): readonly Outcome[] =>
    revenues.map((one) => ({
      isActed,
      answered: NOTHING,
      made: { isReached: one > 0, revenue: BigInt(one) * 1_000_000n },
    }));
  const open = (isActed: boolean): Outcome => ({ isActed, answered: NOTHING });

  it('are compared by their rates and by what they bought', () => {
    /*
     * By hand. Rates: 9 of 10 and 3 of 10, the second example of Newcombe's table II: 0.1705 to 0.8090. Means: 18 and 6, variances 360 / 9 = 40
     * and 840 / 9 = 93.333, so the variance of the difference is 4 + 9.3333 = 13.3333 = 3.651484², with
     * 13.3333² / (4² / 9 + 9.3333² / 9) = 15.51724 degrees of freedom, of which t is 2.125278: 12 -/+ 7.760418.
     */
    const acted = some(true, ...Array.from({ length: 9 }, () => 20), 0);
    const heldOut = some(false, 20, 20, 20, 0, 0, 0, 0, 0, 0, 0);
    const found = compared([open(true), ...acted, open(false), ...heldOut, open(false)]);
    expect(found).toMatchObject({
      acted: { customers: 10, open: 1, reached: 9, rate: 0.9, revenue: '180', revenuePerCustomer: 18 },
      heldOut: { customers: 10, open: 2, reached: 3, rate: 0.3, revenue: '60', revenuePerCustomer: 6 },
      difference: { rate: { value: 0.6 }, revenuePerCustomer: { value: 12 } },
      warnings: [expect.stringContaining('fewer than 30')],
    });
    const { rate, revenuePerCustomer: revenue } = found.difference;
    expect(rate?.interval?.low).toBeCloseTo(0.1705, 4);
    expect(rate?.interval?.high).toBeCloseTo(0.809, 4);
    expect(revenue?.interval?.low).toBeCloseTo(4.239_582, 5);
    expect(revenue?.interval?.high).toBeCloseTo(19.760_418, 5);
  });

  it('say nothing where there are none, and little where they are all the same', () => {
    expect(compared(some(true, 5))).toMatchObject({
      acted: { customers: 1, rate: 1 },
      heldOut: { customers: 0, open: 0, rate: null, revenue: '0', revenuePerCustomer: null },
      difference: { rate: null, revenuePerCustomer: null },
      warnings: [expect.stringContaining('nothing to compare')],
    });
    const { difference } = compared([...some(true, 5, 5), ...some(false, 0, 0)]);
    expect(difference).toMatchObject({ rate: { value: 1 }, revenuePerCustomer: { value: 5, interval: null } });
  });
});
