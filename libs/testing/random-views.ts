import fc from 'fast-check';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import type { Balance, Rate, Worth } from '#kernel/ports/worth.js';
import { cases } from './night.js';

/** How many random histories the law of read models is asked about. */
export const HISTORIES = cases({ day: 25, night: 60 });

/** Read models of two small series and three collections. */
export const SCHEMA: ViewSchema = {
  series: [
    {
      name: 'sales',
      dimensions: ['region', 'product'],
      measures: { orders: 'count', amount: 'amount', own: 'amount' },
    },
    { name: 'stays', dimensions: ['from_region', 'to_region', 'from_tier', 'to_tier'], measures: { moves: 'count' } },
    { name: 'gaps', dimensions: ['region'], measures: { buyers: 'count' }, mark: 'previous' },
  ],
  collections: [
    { name: 'customers', fields: [] },
    { name: 'journal', fields: ['customer', 'type'] },
    { name: 'events', fields: ['customer'], of: 'events' },
  ],
};

interface Sale {
  readonly valid?: number;
  readonly recorded?: number;
  readonly customer?: string;
  readonly record?: string;
  readonly region?: string;
  readonly product?: string;
  readonly orders?: bigint;
  readonly amount?: bigint;
  readonly own?: bigint;
}

/** A fact of the series `sales`; what is not named is the same in all of them. */
export function saleRow(sale: Sale): Row {
  const { valid = 10, recorded = 10, customer = 'c', record = 'r', region = 'north', product = 'tea' } = sale;
  const { orders = 1n, amount = 0n, own = 0n } = sale;
  return {
    series: 'sales',
    valid,
    recorded,
    customer,
    record,
    mark: 0,
    dimensions: [region, product],
    measures: [orders, amount, own],
  };
}

export const word = fc.constantFrom('', 'a', 'b', 'é');

export const randomSale = fc
  .record({
    valid: fc.nat(20),
    recorded: fc.nat(20),
    customer: word,
    record: word,
    region: word,
    product: word,
    orders: fc.bigInt({ min: -3n, max: 3n }),
    amount: fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }),
    own: fc.oneof(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), fc.bigInt({ min: -99n, max: 99n })),
  })
  .map(saleRow);

/** Some that make ties of few millionths, some of as many digits as there may be. */
const rate: fc.Arbitrary<Rate> = fc
  .tuple(fc.constantFrom(1, 5, 250_000, 1_123_456, 999_999_999_999), fc.constantFrom(1, 2, 10, 1_000_000))
  .map(([times, over]) => ({ times: String(times), over: String(over) }));

/** Amounts that stand under no product. */
const BALANCE: Balance = { level: 'amount', apart: 'product', steps: {}, rest: [] };

const worth: fc.Arbitrary<Worth> = fc
  .record({
    by: fc.constantFrom('region', 'product'),
    own: fc.constantFrom<Worth['own']>({}, { amount: 'own' }),
    rates: fc.dictionary(word, rate, { maxKeys: 2 }),
    others: fc.option(
      fc.record({
        where: fc.dictionary(fc.constantFrom('region', 'product'), fc.array(word, { minLength: 1, maxLength: 2 }), {
          maxKeys: 1,
        }),
        from: fc
          .uniqueArray(fc.tuple(fc.nat(20), rate), { selector: ([day]) => day, maxLength: 3 })
          .map((list) => list.toSorted(([a], [b]) => a - b)),
      }),
      { nil: undefined },
    ),
    isWithout: fc.option(fc.constant(true as const), { nil: undefined }),
    balance: fc.option(fc.constant(BALANCE), { nil: undefined }),
  })
  .map(({ others, isWithout, balance, ...rest }) => ({
    ...rest,
    ...(balance !== undefined && { balance, by: 'region' }),
    ...(others !== undefined && { others }),
    ...(isWithout !== undefined && { isWithout }),
  }));

/** Any question to the series `sales`. */
export const randomRequest = fc
  .record({
    measures: fc.constantFrom(['orders'], ['amount'], ['amount', 'orders']),
    where: fc.dictionary(
      fc.constantFrom('region', 'product', 'customer'),
      fc.array(word, { minLength: 1, maxLength: 2 }),
    ),
    group: fc.subarray(['region', 'product', 'customer', 'record'], { maxLength: 3 }),
    first: fc.integer({ min: -1, max: 10 }),
    open: fc.boolean(),
    rolling: fc.option(fc.integer({ min: 2, max: 6 }), { nil: undefined }),
    recordedTo: fc.option(fc.nat(20), { nil: undefined }),
    distinct: fc.option(fc.constantFrom('customer', 'record'), { nil: undefined }),
    worth: fc.option(worth, { nil: undefined, freq: 2 }),
  })
  .map(({ first, open, rolling, recordedTo, distinct, worth, measures, ...rest }): SumRequest => {
    const apart = [
      open ? { to: first } : { from: first, to: first },
      { from: first + 1, to: first + 4 },
      { from: first + 6, to: 18 },
    ];
    const overlapping = [0, 1, 2, 4].map((day) => ({ from: first + day, to: first + day + (rolling ?? 0) }));
    const windows = rolling === undefined ? apart : overlapping;
    const request = { series: 'sales', windows, measures: distinct === undefined ? measures : ['orders'], ...rest };
    return {
      ...request,
      ...(recordedTo === undefined ? {} : { recordedTo }),
      ...(distinct === undefined ? {} : { distinct: distinct }),
      ...(worth === undefined ? {} : { worth }),
    };
  });
