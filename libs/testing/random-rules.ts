import fc from 'fast-check';
import { formatDecimal } from '#kernel/decimal.js';
import { STAGES } from '#subjects/customers/timeline/standing.js';
import type { Values } from './segments-by-hand.js';

/** A rule as text, and what it says of a customer: undefined where that is neither so nor otherwise. */
export interface Said {
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

/** Rules of segments, drawn. */
export const { rule: randomRule } = fc.letrec<{ rule: Said }>((tie) => ({
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
