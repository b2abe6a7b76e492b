import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { divideHalfEven, parseDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { askedBook } from '#testing/asked-book.js';
import type { BookEvent } from '#testing/book-event.js';
import { UTC } from '#testing/projected.js';
import type { Arrival } from '#testing/random-book.js';
import { bookOf, DAY_ZERO, LAST_DAY, plans, type SubscribedBook } from '#testing/random-subscriptions.js';
import { figuresByHand, netRetentionByHand, type Part } from '#testing/subscriptions-by-hand.js';
import { basisViews } from '../basis-views.js';
import { CATALOGUE } from '../catalogue.js';
import { MONEY, OF_CUSTOMER } from '../tables.js';

const FLOWS = ['new', 'expansion', 'contraction', 'churned', 'reactivated', 'transferred'] as const;
const SUMS = ['mrr', ...['opening', 'closing', ...FLOWS].map((name) => `mrr.${name}`)];
const COUNTS = ['active', 'started', 'ended', 'resumed'].map((name) => `subscriptions.${name}`);
const METRICS = [...SUMS, 'arr', ...COUNTS];
const PARTS: readonly Part[] = ['product', 'interval', 'currency', 'region', 'salesperson', 'segment', 'tier'];

const day = fc.integer({ min: DAY_ZERO - 5, max: LAST_DAY + 40 });
const question = fc
  .record({ days: fc.tuple(day, day, day), knownAt: fc.option(day, { nil: undefined }), by: fc.constantFrom(...PARTS) })
  .map(({ days, ...rest }) => {
    const [from, to, asOf] = days.toSorted((a, b) => a - b) as [number, number, number];
    return { from, to, asOf, ...rest };
  });

describe('recurring revenue, on any book', () => {
  it('is what is counted by hand, in every part, as of any day and known at any', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.array(question, { minLength: 1, maxLength: 3 }), async (planned, questions) => {
        const book = bookOf(planned);
        const { ask } = await askedBook(book.arrivals, LAST_DAY + 100);
        for (const { from, to, asOf, knownAt, by } of questions) {
          const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
          const span = { from: formatDay(from), to: formatDay(to), asOf: formatDay(asOf), ...known };
          const { rows } = await ask({ metrics: METRICS, by: [by], ...span });
          const told = Object.fromEntries(
            rows.map((row) => [String(row[by]), Object.fromEntries(METRICS.map((name) => [name, exact(row[name])]))]),
          );
          expect(withoutNothing(told)).toEqual(withoutNothing(figuresByHand(knownOf(book, knownAt), by, from, to)));
          for (const row of rows) balances(row);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same of what was said, in its own currency at the rates of a day, whatever rates were frozen', async () => {
    await fc.assert(
      fc.asyncProperty(plans, question, async (planned, { from, to, asOf, knownAt, by }) => {
        const book = bookOf(planned);
        const { ask } = await askedAt([rateOf('EUR', '1.7'), ...book.arrivals]);
        const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
        const span = { from: formatDay(from), to: formatDay(to), asOf: formatDay(asOf), ...known };
        const rows = await ask({ metrics: METRICS, by: [by], ...span, currency: 'EUR', rates: 'today' });
        const told = Object.fromEntries(
          rows.map((row) => [String(row[by]), Object.fromEntries(METRICS.map((name) => [name, exact(row[name])]))]),
        );
        const byHand = figuresByHand(atOne(knownOf(book, knownAt)), by, from, to);
        expect(withoutNothing(told)).toEqual(withoutNothing(byHand));
      }),
      { numRuns: 80 },
    );
  });

  it('is at the rates of a day what each that runs is worth, to the millionth, and balances in every part', async () => {
    await fc.assert(
      fc.asyncProperty(plans, question, async (planned, { from, to, asOf, knownAt, by }) => {
        const book = bookOf(planned);
        const { ask } = await askedAt([rateOf('EUR', '0.7'), rateOf('GBP', '1.1'), ...book.arrivals]);
        const known = knownAt === undefined ? {} : { knownAt: formatDay(knownAt) };
        const span = { from: formatDay(from), to: formatDay(to), asOf: formatDay(asOf), ...known };
        const rows = await ask({ metrics: METRICS, by: [by], ...span, currency: 'GBP', rates: 'today' });
        const inUnit = (value: bigint): bigint => divideHalfEven(value * 7n, 11n);
        const byHand = figuresByHand(atOne(knownOf(book, knownAt)), by, from, to, inUnit);
        for (const row of rows) {
          balances(row);
          const right = byHand[String(row[by])];
          for (const name of METRICS) {
            const miss = exact(row[name]) - (right?.[name] ?? 0n);
            // What happened several times on a day is rounded once.
            expect([name, FLOWS.some((flow) => name === `mrr.${flow}`) ? miss / 30n : miss]).toEqual([name, 0n]);
          }
        }
        const levels = Object.entries(byHand).filter(([, { mrr = 0n }]) => mrr !== 0n);
        expect(rows.map((row) => row[by])).toEqual(expect.arrayContaining(levels.map(([part]) => part)));
      }),
      { numRuns: 80 },
    );
  });

  it('is kept of what there was at the opening, and of nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(plans, question, async (planned, { from, to, asOf, by }) => {
        const book = bookOf(planned);
        const { ask } = await askedBook(book.arrivals, LAST_DAY + 100);
        const span = { from: formatDay(from), to: formatDay(to), asOf: formatDay(asOf) };
        const { rows } = await ask({ metrics: ['mrr.net_retention'], by: [by], ...span });
        const told = rows.map((row) => [String(row[by]), row['mrr.net_retention']] as const);
        const byHand = netRetentionByHand(book, by, from, to);
        // A part of which nothing is kept has no row.
        expect(new Map(told.filter(([, kept]) => kept !== null))).toEqual(
          new Map([...byHand].filter(([, kept]) => kept > 0)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

function rateOf(currency: string, rate: string): Arrival {
  return {
    event: {
      ...{ type: 'RateSet', schema: 1, occurredAt: '2019-01-01T00:00:00.000Z', key: 'rates' },
      data: { id: currency, currency, from: '2019-01-01', rate },
    },
    on: DAY_ZERO - 20,
  };
}

/** A book that is asked in any currency, at any rates. */
async function askedAt(arrivals: readonly Arrival[]) {
  const { views, context } = await askedBook(arrivals, LAST_DAY + 100);
  const on = basisViews(views, { calendar: UTC, currency: 'USD', money: MONEY, ofCustomer: OF_CUSTOMER });
  return { ask: async (asked: object) => (await answer(parseQuestion(asked, CATALOGUE), on, context)).rows };
}

function balances(row: Readonly<Record<string, unknown>>): void {
  const [opening = 0n, closing = 0n, came = 0n, more = 0n, less = 0n, left = 0n, back = 0n, moved = 0n] = [
    'opening',
    'closing',
    ...FLOWS,
  ].map((name) => exact(row[`mrr.${name}`]));
  expect(closing).toBe(opening + came + more - less - left + back + moved);
  expect(exact(row['arr'])).toBe(12n * closing);
}

/** The same with rates of 1, as if all were said in the base currency. */
function atOne({ arrivals }: SubscribedBook): SubscribedBook {
  const one = ({ event, on }: Arrival): Arrival => {
    const data = 'rate' in event.data ? { ...event.data, rate: '1' } : event.data;
    return { event: { ...event, data } as BookEvent, on };
  };
  return { arrivals: arrivals.map(one) };
}

function knownOf({ arrivals, ...book }: SubscribedBook, knownAt = Infinity): SubscribedBook {
  return { ...book, arrivals: arrivals.filter(({ on }) => on <= knownAt) };
}

/** In millionths, or ones. */
function exact(figure: unknown): bigint {
  return typeof figure === 'number' ? BigInt(figure) : parseDecimal(String(figure));
}

/** Without figures of 0, and parts that have no other. */
function withoutNothing(parts: Readonly<Record<string, Readonly<Record<string, bigint>>>>) {
  return Object.fromEntries(
    Object.entries(parts)
      .map(
        ([part, figures]) =>
          [part, Object.fromEntries(Object.entries(figures).filter(([, sum]) => sum !== 0n))] as const,
      )
      .filter(([, figures]) => Object.keys(figures).length > 0),
  );
}
