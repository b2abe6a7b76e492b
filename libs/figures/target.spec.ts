import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { askedBook } from '#testing/asked-book.js';
import { sale, sold, targeted, type TargetOver } from '#testing/book-events.js';
import type { Arrival } from '#testing/random-book.js';
import { heldIn, heldTargets } from './target-days.js';

const day = (text: string): number => parseDay(text) as number;
const START = day('2024-01-01');
const TODAY = day('2024-12-31');
const bought = (id: string, customer: string, on: string, amount: string, region = ''): Arrival => ({
  event: sold(sale(id, customer, amount, region === '' ? {} : { region }), day(on)),
  on: day(on),
});
const target = (id: string, from: string, to: string, value: string, more: Partial<TargetOver> = {}): Arrival => ({
  event: targeted(id, { metric: 'revenue.sales', from: day(from), to: day(to), value, ...more }, START),
  on: day('2024-06-01'),
});
const METRICS = ['revenue.sales', 'target', 'target.attainment'];

describe('targets of the same metric and dimensions', () => {
  const year = target('year', '2024-01-01', '2024-12-31', '366');
  const february = target('february', '2024-02-01', '2024-02-29', '290');

  it('hold on a day by the shortest span that covers it', async () => {
    const { rows } = await askedBook([year, february], TODAY);
    const question = {
      metrics: ['target'],
      where: { metric: ['revenue.sales'] },
      from: '2024-01-01',
      to: '2024-03-31',
    };
    expect(await rows({ ...question, grain: 'month' })).toEqual([
      ['2024-01', '31'],
      ['2024-02', '290'],
      ['2024-03', '31'],
    ]);
    expect(await rows(question)).toEqual([['352']]);
  });

  it('of equally long ones hold by the one set last, however their dimensions are written', async () => {
    const first = target('a', '2024-01-01', '2024-01-10', '10', { where: { region: ['n', 's'], channel: ['web'] } });
    const later = target('b', '2024-01-06', '2024-01-15', '100', { where: { channel: ['web'], region: ['s', 'n'] } });
    const { rows } = await askedBook([first, later], TODAY);
    expect(await rows({ metrics: ['target'], where: { metric: ['revenue.sales'] }, to: '2024-01-31' })).toEqual([
      ['105'],
    ]);
  });

  it('are in a question since ever from their own first day on', async () => {
    const { rows } = await askedBook([february, bought('s', 'ada', '2024-02-20', '29')], TODAY);
    expect(await rows({ metrics: METRICS })).toEqual([['29', '290', 0.1]]);
  });

  it('share out every day of theirs just once, to the last millionth', () => {
    const span = fc.record({ from: fc.nat(60), length: fc.nat(40), value: fc.bigInt({ min: 0n, max: 10n ** 9n }) });
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), fc.nat(100), (spans, cut) => {
        const targets = spans.map(({ from, length, value }, position) => ({
          from,
          to: from + length,
          value,
          where: {},
          recorded: 0,
          position,
        }));
        const held = heldTargets(targets);
        const sum = (from: number, to: number): bigint =>
          held.reduce((total, one) => total + heldIn(one, { from, to }), 0n);
        expect(sum(0, cut) + sum(cut + 1, 200)).toBe(sum(0, 200));
        for (let on = 0; on <= 100; on++) {
          const covering = targets
            .filter(({ from, to }) => from <= on && on <= to)
            .sort((a, b) => a.to - a.from - (b.to - b.from) || b.position - a.position);
          const holding = held.filter(({ days }) => days.some(({ from, to }) => from <= on && on <= to));
          expect(holding.map(({ target: { position } }) => position)).toEqual(
            covering.slice(0, 1).map(({ position }) => position),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('an attainment', () => {
  const sales = [
    bought('before', 'ada', '2024-01-20', '1000', 'north'),
    bought('in', 'ada', '2024-02-10', '29', 'north'),
    bought('again', 'ada', '2024-04-10', '31', 'north'),
    bought('other', 'bob', '2024-04-11', '5', 'south'),
  ];
  const year = { from: '2024-01-01', to: '2024-12-31' };

  it('compares what was reached with what was to be on just the days that have a target', async () => {
    const { rows, ask } = await askedBook([...sales, target('t', '2024-02-01', '2024-02-29', '290')], TODAY);
    expect(await rows({ metrics: METRICS, ...year })).toEqual([['1065', '290', 0.1]]);
    const { rows: quarters, totals } = await ask({ metrics: METRICS, ...year, grain: 'quarter' });
    expect(quarters.map((row) => row['target.attainment'])).toEqual([0.1, null, null, null]);
    expect(totals['target.attainment']).toBe(0.1);
  });

  it('does so over days apart from each other, and for each part on days of its own', async () => {
    const north = { where: { region: ['north'] } };
    const targets = [
      target('february', '2024-02-01', '2024-02-29', '29', north),
      target('april', '2024-04-01', '2024-04-10', '31', north),
      target('south', '2024-04-11', '2024-04-30', '10', { where: { region: ['south'] } }),
    ];
    const { rows } = await askedBook([...sales, ...targets], TODAY);
    expect(await rows({ metrics: METRICS, ...year, by: ['region'] })).toEqual([
      ['north', '1060', '60', 1],
      ['south', '5', '10', 0.5],
    ]);
  });

  it('counts a customer once who came on several of its days', async () => {
    const of = { metric: 'customers.buyers' };
    const targets = [
      target('february', '2024-02-01', '2024-02-29', '2', of),
      target('april', '2024-04-01', '2024-04-30', '2', of),
    ];
    const { rows } = await askedBook([...sales, ...targets], TODAY);
    const metrics = ['customers.buyers', 'target', 'target.attainment'];
    expect(await rows({ metrics, ...year })).toEqual([[2, '4', 0.5]]);
    expect(await rows({ metrics, ...year, grain: 'month', from: '2024-04-01', to: '2024-04-30' })).toEqual([
      [formatDay(day('2024-04-01')).slice(0, 7), 2, '2', 1],
    ]);
  });
});
