import { Type } from 'typebox';
import { closed, count, DATE, named, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

/** What orders are told apart by. */
export const AFFINITY_DIMENSIONS = ['product', 'category', 'channel', 'hour', 'weekday'] as const;

export const AFFINITY = named('Affinity', 'What a part of the customers buys, against all of them', {
  asOf: DATE,
  position: POSITION,
  part: closed({ tier: Type.Optional(text('asked for')), stage: Type.Optional(text('asked for')) }),
  from: nullable(DATE, 'the first day; null: since ever'),
  to: DATE,
  orders: count('of the part'),
  allOrders: count('of everybody, guests too'),
  dimensions: Type.Array(
    closed({
      by: oneOf(AFFINITY_DIMENSIONS),
      values: Type.Array(
        closed({
          value: text('of the dimension; empty where none was given'),
          orders: count('of the part with it'),
          share: Type.Number({ minimum: 0, maximum: 1, description: 'orders / orders of the part' }),
          allShare: Type.Number({ minimum: 0, maximum: 1, description: 'the same of everybody' }),
          index: Type.Number({ minimum: 0, description: '100 x share / allShare: 100 is as everybody' }),
        }),
        { description: 'the highest index first' },
      ),
    }),
  ),
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
});
export type Affinity = Told<typeof AFFINITY>;
