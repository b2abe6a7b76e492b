import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay } from '#kernel/time/calendar.js';
import { parseDecimal } from '#kernel/decimal.js';
import { askedBook } from '#testing/asked-book.js';
import { registered } from '#testing/book-events.js';
import { cases } from '#testing/night.js';
import type { Arrival } from '#testing/random-book.js';
import { DAYS, FIRST, givenBack, PEOPLE, sharedSales, withoutCredits } from '#testing/random-shared-sales.js';
import { sharedByHand, type ByHand } from '#testing/shared-sales-by-hand.js';

const TODAY = FIRST + 5 * DAYS;
const AMOUNTS = { sales: 'revenue.sales', refunded: 'revenue.refunded', tax: 'revenue.tax', units: 'units' } as const;
const METRICS = [...Object.values(AMOUNTS), 'lines', 'orders', 'customers.buyers'];
/** And those that are more than sums of amounts in the base currency. */
const ALL = [
  ...METRICS,
  ...['revenue.gross', 'revenue.discount', 'revenue.net', 'revenue.first', 'revenue.repeat', 'order_value.mean'],
  ...['units_per_order', 'discount_rate', 'refund_rate', 'revenue.per_buyer'],
];

const day = fc.integer({ min: FIRST - 2, max: FIRST + 2 * DAYS });
const question = fc.record({
  days: fc.tuple(day, day).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  knownAt: fc.option(fc.integer({ min: FIRST, max: FIRST + 4 * DAYS }), { nil: undefined }),
  among: fc.subarray([...PEOPLE], { minLength: 1 }),
});

const CUSTOMERS = ['c0', 'c1'].map((id): Arrival => ({ event: registered(id, FIRST), on: FIRST }));
const bookOf = (arrivals: readonly Arrival[]) => askedBook([...CUSTOMERS, ...arrivals], TODAY);

function told(row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    METRICS.map((name) => {
      const figure = row[name];
      return [name, typeof figure === 'number' ? BigInt(figure) : parseDecimal(String(figure))];
    }),
  );
}

function byHand({ orders, buyers, lines, ...amounts }: ByHand) {
  const sums = Object.entries(AMOUNTS).map(([own, name]) => [name, amounts[own as keyof typeof AMOUNTS]] as const);
  return {
    ...Object.fromEntries(sums),
    ...{ lines, orders: BigInt(orders.size), 'customers.buyers': BigInt(buyers.size) },
  };
}

function isAnything(figures: Readonly<Record<string, bigint>>): boolean {
  return Object.values(figures).some((figure) => figure !== 0n);
}

describe('sales that several share, in any book', () => {
  it('count by share under each salesperson, on any days, as known at any, as worked out by hand', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(sharedSales, fc.array(question, { minLength: 1, maxLength: 3 }), async (arrivals, asked) => {
        const { ask } = await bookOf(arrivals);
        for (const { days, knownAt, among } of asked) {
          const span = { from: formatDay(days.from), to: formatDay(days.to) };
          const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
          const { rows } = await ask({ metrics: METRICS, by: ['salesperson'], ...span, ...known });
          const seen = arrivals.filter(({ on }) => on <= (knownAt ?? Infinity));
          const expected = sharedByHand(seen, days);
          const some = [...expected].map(([name, own]) => [name, byHand(own)] as const);
          expect(Object.fromEntries(rows.map((row) => [row['salesperson'], told(row)]))).toEqual(
            Object.fromEntries(some.filter(([, figures]) => isAnything(figures))),
          );
          const together = among.map((name) => expected.get(name)?.orders ?? new Set<string>());
          const distinct = new Set(together.flatMap((own) => [...own]));
          const { totals } = await ask({ metrics: ['orders'], where: { salesperson: among }, ...span, ...known });
          expect(totals).toEqual({ orders: distinct.size });
          if (distinct.size < together.reduce((sum, { size }) => sum + size, 0)) shared++;
        }
      }),
      { numRuns: cases({ day: 100, night: 500 }) },
    );
    expect(shared).toBeGreaterThan(20);
  });

  it('leave every other figure as if nobody shared them', async () => {
    const part = fc.constantFrom(undefined, 'product', 'region', 'currency', 'stage');
    await fc.assert(
      fc.asyncProperty(sharedSales, question, part, async (arrivals, { days, knownAt }, by) => {
        const span = { from: formatDay(days.from), to: formatDay(days.to) };
        const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
        const asked = { metrics: ALL, ...(by !== undefined && { by: [by] }), ...span, ...known };
        const [one, other] = [await bookOf(arrivals), await bookOf(withoutCredits(arrivals))];
        expect(await one.ask(asked)).toEqual(await other.ask(asked));
      }),
      { numRuns: cases({ day: 40, night: 200 }) },
    );
  });

  it('are the same in whatever order they come in', async () => {
    const places = fc.array(fc.nat(DAYS), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sharedSales, places, async (arrivals, later) => {
        const place = ({ event }: Arrival) => later[Number((event.data as { id: string }).id.slice(1))] ?? 0;
        const moved = arrivals.map((one) => ({ ...one, on: one.on + place(one) })).sort((a, b) => a.on - b.on);
        const asked = { metrics: ALL, by: ['salesperson'], grain: 'month' };
        expect((await (await bookOf(moved)).ask(asked)).rows).toEqual((await (await bookOf(arrivals)).ask(asked)).rows);
      }),
      { numRuns: cases({ day: 40, night: 200 }) },
    );
  });

  it('leave nothing to anybody, in any currency, when all of it was given back', async () => {
    await fc.assert(
      fc.asyncProperty(givenBack, async (arrivals) => {
        const { ask } = await bookOf(arrivals);
        expect((await ask({ metrics: ['revenue.net'], by: ['salesperson', 'product'] })).rows).toEqual([]);
        expect((await ask({ metrics: ['revenue.original'], by: ['salesperson', 'currency'] })).rows).toEqual([]);
      }),
      { numRuns: cases({ day: 100, night: 500 }) },
    );
  });
});
