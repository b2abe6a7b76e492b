import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '#kernel/time/calendar.js';
import { askedBook, type AskedBook } from '#testing/asked-book.js';
import { changed, closed, interacted, refund, refunded, registered, sale, sold, voided } from '#testing/book-events.js';
import type { BookEvent } from '#testing/book-event.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { parseQuestion } from './question.js';

const day = (text: string): number => parseDay(text) as number;
const april = sale('s-1', 'ada', '100', { region: 'north', channel: 'web' });
const guest = sale('s-2', undefined, '7.5', { region: 'south' });
const late = sale('s-3', 'bob', '40', { region: 'south', channel: 'web' });
const mistake = sale('s-4', 'bob', '1000', { region: 'north' });

/** Recorded on the day named last. */
const STORY: readonly [BookEvent, string][] = [
  [registered('ada', day('2020-01-10'), { region: 'north' }), '2020-01-10'],
  [registered('bob', day('2020-02-10'), { region: 'south' }), '2020-02-10'],
  [sold(april, day('2020-04-14')), '2020-04-14'],
  [sold(guest, day('2020-04-20')), '2020-04-20'],
  [refunded(refund('r-1', april, '25'), day('2020-05-02')), '2020-05-02'],
  [interacted({ id: 'i-1', customerId: 'bob', kind: 'call' }, day('2020-05-03')), '2020-05-03'],
  [sold(mistake, day('2020-05-05')), '2020-05-05'],
  [sold(late, day('2020-04-30')), '2020-06-01'],
  [voided(mistake, day('2020-05-05')), '2020-06-02'],
  [changed('bob', 'move', day('2020-06-10'), { region: 'north' }), '2020-06-10'],
  [closed('ada', 'bye', day('2020-06-20')), '2020-06-20'],
];

let ask: AskedBook['ask'];
let rows: AskedBook['rows'];

beforeAll(async () => {
  const book = STORY.map(([event, on]) => ({ event, on: day(on) }));
  ({ ask, rows } = await askedBook(book, day('2021-01-01')));
});

describe('an answer', () => {
  it('adds up flows per period, with zeros for the empty ones, and a total', async () => {
    const question = {
      metrics: ['revenue.net', 'revenue.refunded', 'orders'],
      grain: 'month',
      from: '2020-03-01',
      to: '2020-05-31',
    };
    expect(await rows(question)).toEqual([
      ['2020-03', '0', '0', 0],
      ['2020-04', '147.5', '0', 3],
      ['2020-05', '-25', '25', 0],
    ]);
    expect((await ask(question)).totals).toEqual({ 'revenue.net': '122.5', 'revenue.refunded': '25', orders: 3 });
  });

  it('as known at an earlier day does not see what was recorded later', async () => {
    const question = { metrics: ['revenue.sales', 'customers.known'], from: '2020-04-01', to: '2020-05-31' };
    expect(await rows({ ...question, knownAt: '2020-05-31' })).toEqual([['1107.5', 2]]);
    expect(await rows(question)).toEqual([['147.5', 2]]);
    expect(await rows({ ...question, knownAt: '2020-04-19' })).toEqual([['100', 1]]);
  });

  it('gives stocks at the end of each period and balances the active group', async () => {
    const metrics = ['opening', 'new', 'reactivated', 'lost', 'transferred', 'closing'].map(
      (name) => `customers.${name}`,
    );
    const question = { metrics, grain: 'month', from: '2020-04-01', to: '2020-08-31', by: ['region'] };
    expect(await rows(question)).toEqual([
      ['2020-04', 'north', 0, 1, 0, 0, 0, 1],
      ['2020-04', 'south', 0, 1, 0, 0, 0, 1],
      ['2020-05', 'north', 1, 0, 0, 0, 0, 1],
      ['2020-05', 'south', 1, 0, 0, 0, 0, 1],
      ['2020-06', 'north', 1, 0, 0, 1, 1, 1],
      ['2020-06', 'south', 1, 0, 0, 0, -1, 0],
      ['2020-07', 'north', 1, 0, 0, 1, 0, 0],
      ['2020-07', 'south', 0, 0, 0, 0, 0, 0],
      ['2020-08', 'north', 0, 0, 0, 0, 0, 0],
      ['2020-08', 'south', 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('counts the population by stage and tier on any day', async () => {
    expect(await rows({ metrics: ['customers.count'], by: ['stage', 'tier'], asOf: '2020-05-20' })).toEqual([
      ['active', 'low', 1],
      ['new', 'low', 1],
    ]);
    expect(await rows({ metrics: ['customers.total', 'customers.known'], asOf: '2020-06-30' })).toEqual([[1, 2]]);
    expect(await rows({ metrics: ['customers.total'], asOf: '2020-01-09' })).toEqual([[0]]);
  });

  it('counts distinct buyers in any window and by parts', async () => {
    expect(await rows({ metrics: ['customers.buyers'], from: '2020-04-01', to: '2020-04-29' })).toEqual([[1]]);
    expect(await rows({ metrics: ['customers.buyers'], from: '2020-04-14', to: '2020-05-31' })).toEqual([[2]]);
    expect(await rows({ metrics: ['customers.buyers', 'customers.contacted'], by: ['region'] })).toEqual([
      ['north', 1, 0],
      ['south', 1, 1],
    ]);
  });

  it('gives null where a ratio has no denominator, never 0 or Infinity', async () => {
    const metrics = ['order_value.mean', 'refund_rate', 'customers.churn_rate', 'purchase_gap.median'];
    expect(await rows({ metrics, from: '2020-03-01', to: '2020-03-31' })).toEqual([[null, null, null, null]]);
    expect((await rows({ metrics: ['order_value.mean'], from: '2020-04-01', to: '2020-04-30' }))[0]?.[0]).toBe(
      147.5 / 3,
    );
  });

  it('compares with the year before and the period before on equal elapsed days', async () => {
    const question = { metrics: ['orders'], from: '2020-05-01', to: '2020-05-30', compare: 'previous-period' };
    expect(await rows(question)).toEqual([[0, 3, -1]]);
    expect(
      await rows({ ...question, from: '2021-04-01', to: '2021-04-30', compare: 'previous-year', asOf: '2021-04-14' }),
    ).toEqual([[0, 1, -1]]);
  });

  it('lists what is not over yet, and counts nothing after asOf', async () => {
    const { rows: months, meta } = await ask({
      metrics: ['orders'],
      grain: 'month',
      from: '2020-04-01',
      to: '2020-05-31',
      asOf: '2020-04-19',
    });
    expect(months.map(({ orders }) => orders)).toEqual([1, 0]);
    expect(meta.incomplete).toEqual(['2020-04', '2020-05']);
  });

  it('begins at the first day of all where no from is given', async () => {
    expect(await rows({ metrics: ['orders'], grain: 'quarter', to: '2020-06-30' })).toEqual([
      ['2020-Q1', 0],
      ['2020-Q2', 3],
    ]);
  });

  it('has parts that sum to the total for every additive metric and dimension', async () => {
    for (const { name, additive, dimensions, type } of CATALOGUE.metrics.values()) {
      if (!additive || name === 'target') continue;
      // Sales with a line of it are distinct sales.
      for (const by of dimensions.filter((one) => name !== 'orders' || !['product', 'category'].includes(one))) {
        const { rows: parts, totals } = await ask({ metrics: [name], by: [by], from: '2020-01-01', to: '2020-12-31' });
        const sum = parts.reduce((total, row) => total + Number(row[name]), 0);
        expect([name, by, type === 'integer' ? sum : String(sum)]).toEqual([name, by, totals[name]]);
      }
    }
  });
});

describe('a question that has no meaning', () => {
  it.each([
    [{ metrics: ['revenue'] }, 'unknown-metric'],
    [{ metrics: ['orders'], by: ['cause'] }, 'unknown-dimension'],
    [{ metrics: ['orders'], where: { colour: ['red'] } }, 'unknown-dimension'],
    [{ metrics: ['revenue.unconverted'] }, 'unknown-dimension'],
    [{ metrics: ['orders'], asOf: '2020-04-14T10:00:00Z' }, 'instant-not-supported'],
    [{ metrics: ['orders'], asOf: '2020-02-30' }, 'invalid-request'],
    [{ metrics: ['orders'], from: '2020-02-02', to: '2020-02-01' }, 'invalid-request'],
    [{ metrics: [] }, 'invalid-request'],
    [{ metrics: ['orders'], by: ['region', 'channel', 'product', 'hour'] }, 'invalid-request'],
    [{ metrics: ['orders'], colour: 1 }, 'invalid-request'],
    [{ metrics: ['orders'], compare: 'previous-year' }, 'invalid-request'],
  ])('%j is refused as %s', (question, code) => {
    expect(() => parseQuestion(question, CATALOGUE)).toThrow(expect.objectContaining({ code }));
  });

  it('asks for more periods than anyone reads', async () => {
    await expect(ask({ metrics: ['orders'], grain: 'day', from: '0001-01-01' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });
});
