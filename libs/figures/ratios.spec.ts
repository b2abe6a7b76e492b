import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '#kernel/time/calendar.js';
import { askedBook, type AskedBook } from '#testing/asked-book.js';
import { refund, refunded, sale, sold } from '#testing/book-events.js';

const day = (text: string): number => parseDay(text) as number;
const DOLLARS = { currency: 'USD', rate: '1' } as const;
/** Of a currency without a rate. */
const POUNDS = { currency: 'GBP', rate: null } as const;

describe('a ratio of money', () => {
  let book: AskedBook;
  const span = { from: '2024-01-01', to: '2024-01-31' };

  beforeAll(async () => {
    const on = day('2024-01-10');
    const pounds = sale('pounds', 'bob', '100', POUNDS);
    const events = [
      sold(sale('dollars', 'ada', '10', DOLLARS), on),
      sold(pounds, on),
      refunded(refund('back', pounds, '40'), on),
      sold(sale('guest', undefined, '50', DOLLARS), day('2024-02-10')),
      sold(sale('later', 'ada', '20', DOLLARS), day('2024-02-11')),
      sold(sale('both', 'bob', '1', DOLLARS), day('2024-03-11')),
      sold(sale('more', 'bob', '3', POUNDS), day('2024-03-11')),
    ];
    book = await askedBook(
      events.map((event) => ({ event, on: day('2024-04-01') })),
      day('2024-04-01'),
    );
  });

  it('has neither side of orders and buyers whose amounts have no rate', async () => {
    const metrics = ['order_value.mean', 'revenue.per_buyer', 'orders', 'customers.buyers', 'refund_rate'];
    expect(await book.rows({ metrics, ...span })).toEqual([[10, 10, 2, 2, 0]]);
    expect(await book.rows({ metrics, ...span, where: { currency: ['GBP'] } })).toEqual([[null, null, 1, 1, null]]);
    const { rows, totals } = await book.ask({ metrics, ...span, by: ['currency'] });
    expect(rows.map((row) => [row['currency'], row['order_value.mean'], row['revenue.per_buyer']])).toEqual([
      ['GBP', null, null],
      ['USD', 10, 10],
    ]);
    expect(totals).toMatchObject({ 'order_value.mean': 10, 'revenue.per_buyer': 10 });
  });

  it('divides the sales of customers, not of guests, by those who bought', async () => {
    const question = { metrics: ['revenue.per_buyer', 'order_value.mean'], from: '2024-02-01', to: '2024-02-29' };
    expect(await book.rows(question)).toEqual([[20, 35]]);
    expect(await book.rows({ ...question, by: ['product'] })).toEqual([['tea', 20, 35]]);
    expect(await book.rows({ ...question, to: '2024-02-10' })).toEqual([[null, 50]]);
  });

  it('counts a buyer with and without a rate by what has one', async () => {
    const question = { metrics: ['revenue.per_buyer', 'order_value.mean'], from: '2024-03-01', to: '2024-03-31' };
    expect(await book.rows(question)).toEqual([[1, 1]]);
  });

  it('that is none has every order on its side', async () => {
    expect(await book.rows({ metrics: ['units_per_order'], ...span })).toEqual([[1]]);
  });
});
