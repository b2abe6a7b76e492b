import { Type } from 'typebox';
import { EVENT, MASKED, STALE } from '#figures/journal/journal.answers.js';
import {
  byName,
  closed,
  count,
  DATE,
  DECIMAL,
  INSTANT,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { CAUSES } from './timeline/move.js';
import { STAGES } from './timeline/standing.js';

/** What is shown of one customer. */

const date = (description: string) => nullable(DATE, description);

const CARD = {
  id: text('as the caller gave it'),
  stage: oneOf(STAGES),
  tier: text('of the policy in force; empty where there is none'),
  region: text('empty where none was given'),
  segment: text('empty where none was given'),
  source: text('empty where none was given'),
  salesperson: text('empty where none was given'),
  registered: date('null where it never was'),
  firstPurchase: date('null without one'),
  lastPurchase: date('null without one'),
  orders: count('sales'),
  revenue: DECIMAL,
  refunded: DECIMAL,
  interactions: count('interactions'),
  recency: nullable(Type.Integer(), 'days from the last purchase to the day; null without one'),
  frequency: count('sales'),
  monetary: DECIMAL,
  timeZone: Type.Optional(text('of its own clock, an IANA name; absent where none was given')),
  excluded: Type.Optional(Type.Literal(true, { description: 'figures leave it out; absent where they do not' })),
};

const PERSON = {
  name: Type.Optional(text('as last said')),
  email: Type.Optional(text('as last said')),
  phone: Type.Optional(text('as last said')),
  attributes: Type.Optional(byName(Type.String(), 'as last said')),
  consent: Type.Optional(
    byName(Type.Boolean(), 'by channel, whether it may be written to; of those that something was said of'),
  ),
  masked: MASKED,
  erased: Type.Optional(
    closed({ position: POSITION, at: INSTANT }, 'since when what is of a person can be read no more, by nobody'),
  ),
};

export const MERGED_INTO = Type.Optional(
  text('what is shown instead of the customer that was asked for: it is merged into it'),
);

export const CUSTOMER = named('Customer', 'A customer as of a time: where it stands and what it has done', {
  ...CARD,
  mergedInto: MERGED_INTO,
  ...PERSON,
  stale: Type.Optional(STALE),
});
export type CustomerShown = Told<typeof CUSTOMER>;
/** What figures say of it. */
export type CustomerCard = Omit<CustomerShown, keyof typeof PERSON | 'stale' | 'mergedInto'>;

export const CUSTOMERS_PAGE = named('Customers', 'Customers as of a time, a page of them', {
  customers: Type.Array(CUSTOMER),
  next: NEXT,
});
export type CustomersPage = Told<typeof CUSTOMERS_PAGE>;

const stage = nullable(oneOf(STAGES), 'null before there was the customer');
const tier = nullable(Type.String(), 'null before there was the customer');

export const TIMELINE = named('Timeline', 'What happened to a customer up to a time', {
  id: text('of the customer'),
  mergedInto: MERGED_INTO,
  events: Type.Array(EVENT),
  changes: Type.Array(
    closed({ day: DATE, fromStage: stage, toStage: stage, fromTier: tier, toTier: tier, cause: oneOf(CAUSES) }),
    { description: 'of stage and tier' },
  ),
  stages: Type.Array(
    closed({
      stage: oneOf(STAGES),
      entered: DATE,
      left: nullable(DATE, 'null where it stands there'),
      days: count('days in it, up to when it was left or the time asked for'),
      cumulative: count('days in this stage in all, up to the same'),
    }),
    { description: 'that it was in, one after the other' },
  ),
  stale: Type.Optional(STALE),
});
export type Timeline = Told<typeof TIMELINE>;
