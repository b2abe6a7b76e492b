import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import type { Problem } from '#kernel/problem.js';
import { divideHalfEven, formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { formatDay, monthOf } from '#kernel/time/calendar.js';
import { CATALOGUE } from '../catalogue.js';
import { MONEY, OF_CUSTOMER, timelineEffect, VIEW_SCHEMA } from '../tables.js';
import { byQuarter, type AnsweredRow } from '#testing/by-quarter.js';
import { recorded } from '#testing/book-events.js';
import { CONTEXT, projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf, type Arrival } from '#testing/random-book.js';
import { basisViews } from '../basis-views.js';

const ON = { calendar: UTC, currency: 'USD', money: MONEY, ofCustomer: OF_CUSTOMER };
const ADDITIVE = CATALOGUE.counted.filter(({ additive, unit }) => additive && unit === 'money');
const FLOWS = ADDITIVE.filter(({ kind }) => kind === 'flow');
const MEASURES = Object.keys(VIEW_SCHEMA.series.find(({ name }) => name === 'sales')?.measures ?? {});

/** Some that leave many digits. */
const rate = fc.constantFrom('1.25', '0.333333', '1.000001', '7', '151.123457');
const day = fc.noBias(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }));
const set = fc.record({ currency: fc.constantFrom('EUR', 'GBP'), from: day, on: day, rate });
type Set = typeof set extends fc.Arbitrary<infer Value> ? Value : never;

function rateSet({ currency, from, on, rate: said }: Set, i: number): Arrival {
  const data = { id: `r${String(i)}`, currency, from: formatDay(from), rate: said };
  const occurredAt = `${formatDay(from)}T00:00:00.000Z`;
  return { event: { type: 'RateSet', schema: 1, occurredAt, key: 'rates', data } as never, on };
}

/** The rates in the order in which they are recorded among all else. */
function together(book: readonly Arrival[], rates: readonly Set[]): readonly Arrival[] {
  return [...book, ...rates.map(rateSet)].sort((a, b) => a.on - b.on);
}

function rateThen(rates: readonly Set[], currency: string, on: number, knownAt: number): bigint | undefined {
  if (currency === 'USD') return 1_000_000n;
  const known = rates.filter((one) => one.currency === currency && one.from <= on && one.on <= knownAt);
  // The order of recording, as it is among equals above.
  const last = known.toSorted((a, b) => a.from - b.from || a.on - b.on).at(-1);
  return last && parseDecimal(last.rate);
}

async function asker(arrivals: readonly Arrival[]) {
  const kept = await projected(recorded(arrivals), STRICT);
  const views = basisViews(kept, ON);
  return async (question: object): Promise<readonly AnsweredRow[]> =>
    (await answer(parseQuestion(question, CATALOGUE), views, CONTEXT)).rows;
}

const drawn = fc.record({
  book: randomBookOf(3, 10, 40),
  rates: fc.uniqueArray(set, {
    minLength: 1,
    maxLength: 6,
    selector: ({ currency, on }) => `${currency} ${String(on)}`,
  }),
  currency: fc.constantFrom('USD', 'EUR', 'GBP'),
  at: fc.option(day, { nil: undefined }),
  knownAt: fc.option(day, { nil: undefined }),
});

it('is for every sale and refund its amounts at the rates known, each rounded once: by hand, over random books on both clocks', async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, rates, currency, at, knownAt }) => {
      const ask = await asker(together(book, rates));
      const until = knownAt ?? Infinity;
      const rateOf = (of: string, on: number): bigint | undefined => rateThen(rates, of, on, until);
      const worth = (own: bigint, base: bigint, of: string, isConverted: boolean, on: number): bigint | undefined => {
        if (at === undefined && of === currency) return own;
        if (at === undefined && currency === 'USD') return isConverted ? base : undefined;
        const [times, over] =
          at === undefined
            ? [isConverted ? 1_000_000n : undefined, rateOf(currency, on)]
            : [rateOf(of, at), rateOf(currency, at)];
        if (times === undefined || over === undefined) return undefined;
        return divideHalfEven((at === undefined ? base : own) * times, over);
      };
      const sums = new Map<string, bigint>();
      for (const event of recorded(together(book, rates))) {
        if (UTC.dayOf(event.recordedAt) > until) continue;
        for (const { series, day: on, own, measures } of timelineEffect(event, UTC)?.entries ?? []) {
          if (series !== 'sales') continue;
          const of = (name: string): bigint => measures[MEASURES.indexOf(name)] ?? 0n;
          const [region = '', , , unit = '', , , , , converted] = own;
          for (const [name, sign] of [
            ['gross', 1n],
            ['discount', -1n],
            ['refunded', -1n],
          ] as const) {
            const amount = worth(of(`own_${name}`), of(name), unit, converted === '1', on);
            const key = `${monthOf(on).name} ${region}`;
            if (amount !== undefined) sums.set(key, (sums.get(key) ?? 0n) + sign * amount);
          }
        }
      }
      const question = {
        metrics: ['revenue.net'],
        by: ['region'],
        grain: 'month',
        currency,
        ...(at !== undefined && { rates: formatDay(at) }),
        ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
      };
      const isPossible =
        at === undefined
          ? currency === 'USD' || rates.some((one) => one.currency === currency && one.on <= until)
          : rateOf(currency, at) !== undefined;
      const refused = isPossible
        ? undefined
        : await ask(question).catch((problem: unknown) => (problem as Problem).code);
      expect(refused).toBe(isPossible ? undefined : 'invalid-request');
      const found = (isPossible ? await ask(question) : []).flatMap((row) =>
        row['revenue.net'] === '0' ? [] : [[`${String(row['month'])} ${String(row['region'])}`, row['revenue.net']]],
      );
      const byHand = [...sums].flatMap(([key, sum]) => (sum === 0n || !isPossible ? [] : [[key, formatDecimal(sum)]]));
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(byHand));
      counted += found.length;
    }),
    { numRuns: 60 },
  );
  expect(counted).toBeGreaterThan(50);
});

it('has parts that sum to the total, for all money that adds up, whatever order facts came in', async () => {
  await fc.assert(
    fc.asyncProperty(
      drawn,
      fc.constantFrom('region', 'tier', 'currency', 'segment'),
      async ({ book, rates, currency, at }, by) => {
        const known = rates.map((one) => ({ ...one, from: FIRST_DAY }));
        const isRated = currency === 'USD' || known.some((one) => one.currency === currency);
        fc.pre(isRated);
        const arrivals = together(book, known);
        const ask = await asker(arrivals);
        const basis = { currency, ...(at !== undefined && { rates: formatDay(at) }), grain: 'quarter' };
        const metrics = (at === undefined ? FLOWS : ADDITIVE).filter(({ dimensions }) => dimensions.includes(by));
        const names = metrics.map(({ name }) => name);
        const total = await ask({ metrics: names, ...basis });
        expect(byQuarter(await ask({ metrics: names, by: [by], ...basis }), names)).toEqual(byQuarter(total, names));
        // All recorded on one day, in another order of what the order does not matter for.
        const late = arrivals.map(({ event }) => ({ event, on: FIRST_DAY + 3 * DAYS }));
        const again = await asker([
          ...late.filter(({ event }) => event.type === 'RateSet'),
          ...late.filter(({ event }) => event.type !== 'RateSet'),
        ]);
        expect(await again({ metrics: names, ...basis })).toEqual(total);
      },
    ),
    { numRuns: 25 },
  );
});

it('is what is frozen, where the rates of the day are those that are frozen', async () => {
  await fc.assert(
    fc.asyncProperty(randomBookOf(3, 10, 40), async (book) => {
      const ask = await asker(together(book, [{ currency: 'EUR', from: FIRST_DAY, on: FIRST_DAY, rate: '1.25' }]));
      // A twelfth of a year's amount is rounded in each currency by itself.
      const names = CATALOGUE.counted.filter(({ name, onlyBy }) => onlyBy === undefined && !/^(mrr|arr)/.test(name));
      for (let from = 0; from < names.length; from += 50) {
        const question = { metrics: names.slice(from, from + 50).map(({ name }) => name), grain: 'quarter' };
        expect(await ask({ ...question, rates: 'today' })).toEqual(await ask(question));
      }
    }),
    { numRuns: 25 },
  );
});
