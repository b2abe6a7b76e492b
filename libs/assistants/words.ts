import type { InputSchema } from './tool.js';

/** What tools have in common in what they are asked with. */

const TEXT = { type: 'string' };
const text = (description: string): object => ({ ...TEXT, description });

export const METRIC = text('The name of a metric, as the tool metrics lists them, such as revenue.net');
export const METRICS = { type: 'array', items: TEXT, minItems: 1, maxItems: 20, description: 'Names of metrics' };
export const WHERE = {
  type: 'object',
  description: 'By dimension, the values that count, such as {"region": ["North"]}; "" is a missing one',
  additionalProperties: { type: 'array', items: TEXT },
};
export const BY = {
  type: 'array',
  items: TEXT,
  maxItems: 3,
  description: 'Dimensions whose values are told apart, such as region',
};
export const GRAIN = {
  type: 'string',
  enum: ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'],
  description: 'The periods that are told apart; one row for all unless named',
};

/** What rows of figures go by. */
export const ROW_GRAIN = {
  type: 'string',
  pattern: `^(${GRAIN.enum.join('|')}|rolling-[1-9][0-9]{0,2}-days)$`,
  description: `${GRAIN.description}. rolling-30-days: with each day the 30 that end with it`,
};

/** The days that are counted. */
export const SPAN = {
  from: text('The first day, such as 2024-01-01; that of the first fact unless named'),
  to: text('The last day, which belongs to it'),
  period: text(
    'In place of from and to, days relative to asOf: last-month, this-quarter, last-12-months, last-7-days …',
  ),
};

/** Both clocks. */
export const CLOCKS = {
  asOf: text('A date or an instant: what had happened by then counts. Today unless named'),
  knownAt: text(
    'A date or an instant: what was on record by then counts, so that an old report comes out as it was. All unless named',
  ),
};

/** On what amounts are counted. */
export const BASIS = {
  organisation: text(
    'then: region, salesperson, segment, source, stage and tier are those of the day of each fact; today or a date: those that its customer has at the end of that day',
  ),
  currency: text('Of all money, such as EUR: one that has rates. The base currency unless named'),
  rates: text(
    'fact-day: at the rates of the day of each fact; today or a date: at those of that day, so that no change of rates shows',
  ),
  includeExcluded: {
    type: 'boolean',
    description: 'true: customers who are excluded from figures, such as those of tests, count as well',
  },
};

export const LIMIT = (most: number): object => ({
  type: 'integer',
  minimum: 1,
  maximum: most,
  description: `How many, at most ${String(most)}`,
});
export const CURSOR = text('The next of the answer before, with all else as it was');
export const named = text;

export function input(properties: Readonly<Record<string, object>>, required: readonly string[] = []): InputSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
