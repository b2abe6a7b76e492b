import { Type } from 'typebox';
import {
  closed,
  count,
  DATE,
  DECIMAL,
  named,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { COMPARISONS } from '#figures/question.js';

const amount = (description: string) => Type.Union([Type.Integer(), DECIMAL], { description });

export const MOVERS = named('Movers', 'The parts that moved a figure most', {
  metric: text('its name'),
  unit: text('of its figures'),
  by: text('the dimension'),
  compare: oneOf(COMPARISONS),
  from: DATE,
  to: DATE,
  asOf: DATE,
  position: POSITION,
  value: amount('in these days'),
  previous: amount('in those it is compared with'),
  change: amount('value - previous: exactly what parts, others and overlap sum to'),
  parts: Type.Array(
    closed({
      part: text('a value of the dimension; empty where none was given'),
      value: amount('of the part'),
      previous: amount('of the part'),
      change: amount('value - previous'),
      share: nullable(Type.Number(), 'change / change of all; null where that is 0'),
    }),
    { description: 'those that moved it most, up or down, first' },
  ),
  others: closed({ count: count('parts beyond the limit'), change: amount('of them together') }),
  overlap: amount(
    'what is not the sum of parts, where something is in several of them, such as orders by product; 0 otherwise',
  ),
});
export type Movers = Told<typeof MOVERS>;
export type Moved = Movers['change'];
