import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DATE,
  DECIMAL,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';

/** What is worked out from all customers' purchases. */

/** Of whatever is told to a key that sees nothing of few customers. */
export const SUPPRESSED = Type.Optional(
  count('what is null since fewer customers stand behind it than the key may see; absent where it may any'),
);

/** Cohorts are made of months, so periods of whole months go. */
export const COHORT_GRAINS = ['month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;
export const COHORT_MEASURES = ['customers', 'revenue'] as const;

export const COHORTS = named('Cohorts', 'Customers by the period of their first purchase, and what they did since', {
  grain: oneOf(COHORT_GRAINS),
  measure: oneOf(COHORT_MEASURES),
  position: POSITION,
  cohorts: Type.Array(
    closed({
      cohort: text('the period of the first purchases'),
      size: nullable(count('customers'), 'customers; null where fewer than the key may see'),
      cells: Type.Array(
        closed({
          period: text('its name'),
          age: count('periods since the first'),
          value: Type.Union([Type.Integer(), DECIMAL, Type.Null()], {
            description:
              'buyers, or revenue up to the end; null where fewer customers stand behind it than the key may see',
          }),
          rate: Type.Optional(nullable(Type.Number(), 'buyers / size; absent of revenue')),
          incomplete: Type.Boolean({ description: 'whether the period is not over' }),
        }),
      ),
    }),
  ),
  suppressed: SUPPRESSED,
});
export type Cohorts = Told<typeof COHORTS>;

const days = Type.Array(nullable(Type.Number()), { description: 'at 20, 40, 60 and 80 %; empty without customers' });
const few = (of: string) => nullable(count(of), `${of}; null where fewer than the key may see`);
const sizes = byName(nullable(Type.Integer({ minimum: 0 })), 'customers by score, 1 to 5');
const score = Type.Integer({ minimum: 1, maximum: 5 });

export const RFM = named('Rfm', 'Recency, frequency and monetary value of everybody who ever bought', {
  customers: few('who ever bought'),
  thresholds: closed({
    recency: days,
    frequency: days,
    monetary: Type.Array(DECIMAL, { description: 'at 20, 40, 60 and 80 %; empty without customers' }),
  }),
  counts: closed({ R: sizes, F: sizes, M: sizes }),
  cells: Type.Array(
    closed({
      score: text('R, F and M in three digits'),
      R: score,
      F: score,
      M: score,
      customers: few('of this score'),
      revenue: nullable(DECIMAL, 'what they have brought; null with them'),
    }),
    { description: 'the best first' },
  ),
  suppressed: SUPPRESSED,
});
export type Rfm = Told<typeof RFM>;

const OVERDUE_CUSTOMER = closed({
  id: text('of the customer'),
  lastPurchase: DATE,
  purchases: count('days with a purchase'),
  usualGap: Type.Number({ description: 'median days between purchases' }),
  allowed: Type.Number({ description: 'usualGap x 1.5: more days than these without a purchase are overdue' }),
  daysSince: count('days since the last purchase'),
});
export type OverdueCustomer = Told<typeof OVERDUE_CUSTOMER>;

export const OVERDUE = named('Overdue', 'Customers past their own usual purchase gap, a page of them', {
  count: count('on all pages'),
  customers: Type.Array(OVERDUE_CUSTOMER),
  next: NEXT,
});
export type Overdue = Told<typeof OVERDUE>;
