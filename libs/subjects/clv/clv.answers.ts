import { Type } from 'typebox';
import { closed, count, DATE, named, NEXT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

export const CLV_UNITS = ['day', 'week'] as const;

const number = (description: string) => Type.Number({ description });
const maybe = (description: string) => nullable(Type.Number(), description);
const time = (description: string) => number(`${description}, in units; fractions are kept`);

const BG_NBD = closed({
  r: number('shape of the purchase rates of all customers'),
  alpha: number('how long it takes, in units: r / alpha is the mean rate of those not lost'),
  a: number('with b: how many are lost after a purchase, a / (a + b) on average'),
  b: number('see a'),
  logLikelihood: number('of what was seen under these'),
  customers: count('it was fitted to: all who ever bought'),
});

const CLV_CUSTOMER = closed({
  id: text('of the customer'),
  frequency: count('days with a purchase after the first'),
  recency: time('from the first purchase day to the last; 0 with one'),
  T: time('from the first purchase day to asOf'),
  pAlive: maybe('probability of not being lost; 1 with one purchase day, where the model knows no loss'),
  expectedPurchases: maybe('purchase days in the horizon'),
  expectedValue: maybe('what those are expected to come to, in the base currency: an estimate, no exact amount'),
});
export type ClvCustomer = Told<typeof CLV_CUSTOMER>;

export const CLV = named('CustomerValues', 'What customers are expected to buy, a page of them', {
  method: text('of both estimates'),
  asOf: DATE,
  position: POSITION,
  unit: oneOf(CLV_UNITS, 'of recency, T, alpha and horizon'),
  horizon: count('units ahead'),
  parameters: closed({
    bgnbd: nullable(BG_NBD, 'null where too few came again'),
    gammaGamma: nullable(
      closed({
        p: number('shape of what purchases come to'),
        q: number('shape of what customers differ by'),
        v: number('an amount of the base currency: p x v / (q - 1) is the mean of all'),
        logLikelihood: number('of what was seen under these'),
        customers: count('it was fitted to: those who came again, for more than 0'),
      }),
      'null where too few came again for an amount',
    ),
  }),
  totals: closed({
    expectedPurchases: maybe('of all customers together'),
    expectedValue: maybe('of all customers together; null where the mean of all is infinite (q of 1 or less)'),
  }),
  holdout: Type.Optional(
    closed(
      {
        calibration: DATE,
        bgnbd: nullable(BG_NBD, 'fitted to what was bought up to that day'),
        predicted: maybe('purchase days from the day after to asOf'),
        actual: count('those that there were, of the customers known by then'),
        classes: Type.Array(
          closed({
            frequency: text('days with a purchase after the first, up to calibration: 0 to 6, or 7+'),
            customers: count('of that frequency'),
            predicted: maybe('purchase days of them together'),
            actual: count('those that there were'),
          }),
        ),
      },
      'the same method on what was bought up to a day, against what was bought after it; where calibration is asked for',
    ),
  ),
  customers: Type.Array(CLV_CUSTOMER),
  next: NEXT,
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
});
export type Clv = Told<typeof CLV>;
