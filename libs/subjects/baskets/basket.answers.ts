import { Type } from 'typebox';
import { closed, count, DATE, named, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

export const BASKET_PARTS = ['product', 'category'] as const;

const RULE = closed({
  if: Type.Array(Type.String(), { minItems: 1, description: 'all of these in a sale' }),
  then: text('is in it too'),
  count: count('sales with all of them'),
  support: Type.Number({ description: 'count / sales' }),
  confidence: Type.Number({ description: 'of the sales with the left side, the share with the right one too' }),
  lift: Type.Number({
    description: 'confidence / share of all sales with the right side: 1 where neither says anything of the other',
  }),
  conviction: nullable(
    Type.Number(),
    'how many times more often the rule would be wrong by chance; null where it never is',
  ),
});

export const BASKETS = named('Baskets', 'What is bought together: rules between the products of a sale', {
  method: text('how they are found'),
  from: nullable(DATE, 'null: since ever'),
  to: DATE,
  position: POSITION,
  by: oneOf(BASKET_PARTS),
  sales: count('in these days, voided ones left out'),
  itemsets: count('products and combinations in enough sales'),
  count: count('rules, those beyond the limit too'),
  rules: Type.Array(RULE, { description: 'the first of them by what they are sorted by' }),
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
});
export type Baskets = Told<typeof BASKETS>;
export type BasketRule = Told<typeof RULE>;
