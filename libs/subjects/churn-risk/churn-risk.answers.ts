import { Type } from 'typebox';
import { closed, count, DATE, named, NEXT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { FEATURES } from './features.js';

const SHARE = { minimum: 0, maximum: 1 } as const;
const share = (description: string) => Type.Number({ ...SHARE, description });
const maybe = (description: string) => nullable(Type.Number(SHARE), description);

const CHOSEN = {
  chosen: count('customers'),
  lost: count('of them who were'),
  precision: maybe('lost / chosen; null of none'),
  recall: maybe('of all who were lost; null where nobody was'),
};

const HOLDOUT = closed(
  {
    origin: Type.String({ format: 'date', description: 'the day they are judged as of, within days before asOf' }),
    trainedOn: Type.Array(DATE, { description: 'the earlier days that are learned from for it' }),
    customers: count('who were active then'),
    lost: count('of them in the days after it'),
    auc: maybe('how often one who was lost has the higher risk than one who was not; 0.5 is chance'),
    brier: maybe('the mean squared error of risk: 0 is best'),
    calibration: Type.Array(
      closed({
        customers: count('of about equal risk'),
        from: share('the lowest risk of them'),
        to: share('the highest'),
        predicted: share('the mean of their risk'),
        actual: share('how many of them were lost'),
      }),
      { description: 'in ten groups of equal size at most, by risk' },
    ),
    overdue: closed({ auc: maybe('of the rule'), ...CHOSEN }, 'the rule of GET /v1/overdue on the same customers'),
    asMany: closed(CHOSEN, 'as many customers as that rule names, those of the highest risk'),
  },
  'trained on earlier days only, and held against what came after a later one',
);

const AT_RISK = closed({
  id: text('of the customer'),
  risk: maybe('the probability of being lost within the days; null where nothing could be learned'),
  overdue: Type.Boolean({ description: 'past one and a half usual gaps, see GET /v1/overdue' }),
  reasons: Type.Array(
    closed({
      feature: oneOf(FEATURES),
      effect: Type.Number({ description: 'on the logarithm of the odds, against the average customer' }),
      text: text('in words'),
    }),
    { description: 'the three that weigh most, whichever way' },
  ),
});
export type CustomerAtRisk = Told<typeof AT_RISK>;

export const CHURN_RISK = named('ChurnRisk', 'How likely active customers are lost, a page of them', {
  method: text('how it is worked out'),
  asOf: DATE,
  position: POSITION,
  within: count('days from asOf on'),
  count: count('customers who are active'),
  model: nullable(
    closed({
      trainedOn: Type.Array(DATE, { description: 'the days that customers were looked at as of' }),
      examples: count('customers on those days'),
      lost: count('of them within the days'),
      intercept: Type.Number({ description: 'logarithm of the odds of the average customer' }),
      weights: Type.Array(
        closed({
          feature: oneOf(FEATURES),
          of: text('which number of it'),
          weight: Type.Number({ description: 'on the logarithm of the odds, for each standard deviation' }),
        }),
      ),
    }),
    'null where too few were lost, or stayed, to learn from',
  ),
  holdout: nullable(HOLDOUT, 'null where there is too little before asOf'),
  customers: Type.Array(AT_RISK, { description: 'those of the highest risk first' }),
  next: NEXT,
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
});
export type ChurnRisk = Told<typeof CHURN_RISK>;
