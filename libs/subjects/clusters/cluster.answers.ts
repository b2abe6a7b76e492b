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
import { CLUSTER_FEATURES } from './measured.js';

const CLUSTERED_CUSTOMER = closed({
  id: text('of the customer'),
  cluster: Type.Integer({ minimum: 1, description: 'which one it is in' }),
  recency: count('days since the last purchase'),
  frequency: count('days with a purchase'),
  monetary: DECIMAL,
  gap: Type.Number({ description: 'median days between purchases; with one purchase day the days since then' }),
  interactions: Type.Integer({ description: 'in all' }),
});
export type ClusteredCustomer = Told<typeof CLUSTERED_CUSTOMER>;

export const CLUSTERS = named('Clusters', 'Groups of customers who are alike, and a page of who is in them', {
  method: text('how they are found'),
  asOf: DATE,
  position: POSITION,
  features: Type.Array(oneOf(CLUSTER_FEATURES), { description: 'what customers are compared by' }),
  k: count('groups that were found: fewer than asked for where fewer customers differ'),
  silhouette: nullable(
    Type.Number({ minimum: -1, maximum: 1 }),
    'how well they lie apart: 1 is best, 0 is none; null with fewer than two groups',
  ),
  clusters: Type.Array(
    closed({
      cluster: Type.Integer({ minimum: 1, description: 'its number: the largest is 1' }),
      customers: count('in it'),
      share: Type.Number({ minimum: 0, maximum: 1, description: 'of all customers' }),
      revenue: DECIMAL,
      revenueShare: nullable(Type.Number(), 'of the revenue of all; null where that is 0'),
      centre: byName(Type.Number(), 'of each feature in days, counts or money: the middle on a scale of logarithms'),
    }),
    { description: 'the largest first, then by their centres' },
  ),
  count: count('customers on all pages'),
  customers: Type.Array(CLUSTERED_CUSTOMER, { description: 'by id' }),
  next: NEXT,
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
});
export type Clusters = Told<typeof CLUSTERS>;
