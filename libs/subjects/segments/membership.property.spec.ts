import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal } from '#kernel/decimal.js';
import { periods } from '#kernel/time/periods.js';
import { recorded } from '#testing/book-events.js';
import { projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { customersByHand, type Values } from '#testing/segments-by-hand.js';
import { STAGES } from '../customers/timeline/standing.js';
import { timelineEffect } from '../tables.js';
import type { KnownFacts } from './known-facts.js';
import { Membership } from './membership.js';
import { SegmentRule } from './segment-rule.js';
import { sizeOf } from './size.js';

/** A rule as text, and what it says of a customer: undefined where that is neither so nor otherwise. */
interface Said {
  readonly text: string;
  readonly of: (values: Values) => boolean | undefined;
}

const NUMBERS = [
  ['registered_days', 700],
  ['first_purchase_days', 700],
  ['last_purchase_days', 100],
  ['orders', 6],
  ['orders_365', 6],
  ['interactions_90', 2],
  ['r', 5],
  ['f', 5],
  ['m', 5],
] as const;

const number = fc.constantFrom(...NUMBERS).chain(([name, most]) =>
  fc.nat(most).map((than): Said => ({
    text: `${name} > ${String(than)}`,
    of: ({ [name]: value }) => (value === undefined ? undefined : Number(value) > than),
  })),
);
const amount = fc
  .tuple(fc.constantFrom('revenue', 'revenue_365'), fc.nat(2_000_000))
  .map(([name, thousandths]): Said => ({
    text: `${name} >= money("${formatDecimal(BigInt(thousandths) * 1000n)}")`,
    of: ({ [name]: value }) => (value as bigint) >= BigInt(thousandths) * 1000n,
  }));
const word = fc
  .constantFrom(
    ...STAGES.map((stage) => ['stage', stage] as const),
    ...['high', 'normal', 'low'].map((tier) => ['tier', tier] as const),
    ...['north', 'south', ''].map((region) => ['region', region] as const),
    ['cohort', '2020-05'] as const,
    ['cohort', ''] as const,
  )
  .map(([name, value]): Said => ({ text: `${name} == "${value}"`, of: (values) => values[name] === value }));
const more: fc.Arbitrary<Said> = fc.constantFrom(
  { text: 'overdue', of: ({ overdue }) => overdue === true },
  {
    text: 'gap_median < 20.5',
    of: ({ gap_median: gap }) => (gap === undefined ? undefined : Number(gap) < 20.5),
  },
  { text: '"cup" in products', of: ({ products }) => (products as readonly string[]).includes('cup') },
  {
    text: 'products.exists(p, p.startsWith("c"))',
    of: ({ products }) => (products as readonly string[]).some((product) => product.startsWith('c')),
  },
);

const { rule } = fc.letrec<{ rule: Said }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(number, amount, word, more),
    tie('rule').map(({ text, of }): Said => ({ text: `!(${text})`, of: (values) => negated(of(values)) })),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]): Said => ({
      text: `(${a.text}) && (${b.text})`,
      of: (values) => both(a.of(values), b.of(values)),
    })),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]): Said => ({
      text: `(${a.text}) || (${b.text})`,
      of: (values) => negated(both(negated(a.of(values)), negated(b.of(values)))),
    })),
  ),
}));

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

const day = fc.integer({ min: FIRST_DAY - 1, max: FIRST_DAY + DAYS + 100 });

it('has the members that its rule is true of, as of any days, as known at any other', async () => {
  const drawn = fc.record({
    book: randomBookOf(3, 1, 40),
    rules: fc.array(rule, { minLength: 4, maxLength: 4 }),
    days: fc.uniqueArray(day, { minLength: 1, maxLength: 4 }),
    knownAt: fc.option(day, { nil: undefined }),
  });
  let members = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, rules, days, knownAt }) => {
      const events = recorded(book);
      const facts: KnownFacts = {
        views: await projected(events, STRICT),
        ...(knownAt !== undefined && { knownAt: { day: knownAt } }),
        context: { calendar: UTC, policies: STRICT, effectOf: timelineEffect },
      };
      const byHand = (said: Said, on: number): readonly string[] =>
        [...customersByHand(events, { day: on, knownAt: knownAt ?? Infinity }, STRICT)]
          .flatMap(([id, values]) => (said.of(values) === true ? [id] : []))
          .sort();
      const ascending = days.toSorted((a, b) => a - b);
      for (const said of rules) {
        const segment = new SegmentRule(said.text);
        const found = ascending.map((): string[] => []);
        for await (const { history, isIn } of (await Membership.of(segment, ascending, facts)).ofAll())
          for (const [i, own] of found.entries()) if (isIn[i] === true) own.push(history.id);
        expect([said.text, found]).toEqual([said.text, ascending.map((on) => byHand(said, on))]);
        members += found.flat().length;
      }
      const [said] = rules as [Said, ...Said[]];
      const [from, asOf] = [ascending[0] ?? 0, ascending.at(-1) ?? 0];
      const list = periods(from, asOf, 'quarter', 1);
      const rows = await sizeOf(new SegmentRule(said.text), { grain: 'quarter', asOf }, list, facts);
      expect(rows).toEqual(
        list.map(({ name, from: first, to }) => {
          const [was, is] = [byHand(said, first - 1), byHand(said, Math.min(to, asOf))];
          return {
            quarter: name,
            opening: was.length,
            entered: is.filter((id) => !was.includes(id)).length,
            left: was.filter((id) => !is.includes(id)).length,
            closing: is.length,
          };
        }),
      );
      for (const { opening, entered, left, closing } of rows) expect(opening + entered - left).toBe(closing);
    }),
    { numRuns: 60 },
  );
  expect(members).toBeGreaterThan(100);
});
