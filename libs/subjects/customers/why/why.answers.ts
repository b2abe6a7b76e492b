import { MERGED_INTO } from '../customer.answers.js';
import { Type } from 'typebox';
import { STALE } from '#figures/journal/journal.answers.js';
import {
  byName,
  closed,
  count,
  DATE,
  DECIMAL,
  INSTANT,
  named,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { STAGES } from '../timeline/standing.js';

const date = (description: string) => nullable(DATE, description);
const days = (description: string) => nullable(Type.Integer({ minimum: 0 }), description);

const BEHIND = Type.Array(
  closed({
    position: POSITION,
    type: text('such as SaleRecorded'),
    stream: text('the thing it happened to, such as sale-s-1'),
    occurredAt: INSTANT,
  }),
  { description: 'the events that the inputs are made of, in the order of the log' },
);

const POLICY = closed(
  {
    id: nullable(Type.String(), 'of the publication that holds on the day; null for what holds before any'),
    effectiveFrom: date('the first day on which it holds; null since ever'),
  },
  'which version of the policy',
);

/** What has to be reached, or is lacking to it: of all that are named. */
const AMOUNTS = {
  revenue: Type.Optional(DECIMAL),
  orders: Type.Optional(count('sales')),
  interactions: Type.Optional(count('interactions')),
};

const TIER_INPUTS = {
  from: DATE,
  to: DATE,
  revenue: DECIMAL,
  orders: count('sales of these days'),
  interactions: count('of these days'),
};

export const WHY = named('CustomerWhy', 'Why a customer has its stage and its tier', {
  id: text('of the customer'),
  mergedInto: MERGED_INTO,
  asOf: DATE,
  stage: closed({
    stage: oneOf(STAGES),
    policy: POLICY,
    rule: text('what held, the first of the rules in their order'),
    settings: closed({
      churnAfterDays: count('days, those of grace included'),
      atRiskAfterDays: count('days'),
      newForDays: count('days'),
      reactivatedForDays: count('days'),
    }),
    where: nullable(
      byName(Type.Array(Type.String()), 'the customers, of whom it is one, that these settings are of'),
      'null where they are of all others',
    ),
    inputs: closed({
      closed: Type.Boolean({ description: 'whether it was closed last' }),
      firstPurchase: date('null without one'),
      lastPurchase: date('null without one'),
      comeBack: date('the last purchase day that came more than churnAfterDays after the one before; null without one'),
      daysSinceFirstPurchase: days('null without one'),
      daysSinceLastPurchase: days('null without one'),
      daysSinceComeBack: days('null without one'),
    }),
    events: BEHIND,
  }),
  tier: closed({
    tier: text('its name'),
    policy: POLICY,
    rule: nullable(
      closed(AMOUNTS),
      'the first condition that held, all of it; null of the last tier, which has none, and of one that was given by hand',
    ),
    inputs: closed(TIER_INPUTS),
    kept: nullable(
      closed({
        heldOn: { ...DATE, description: 'the last day on which its condition held' },
        until: { ...DATE, description: 'the last day on which it is kept for that' },
        inputs: closed(TIER_INPUTS, 'of the day on which it held'),
      }),
      'null of a tier that is not kept by keepForDays',
    ),
    override: nullable(
      closed({
        id: text('by which it can be withdrawn'),
        from: DATE,
        until: date('null where it has no end'),
        reason: nullable(Type.String(), 'null to whoever lacks the scope personal'),
        actor: nullable(Type.String(), 'who gave it, as its sender said; null where that was not said'),
      }),
      'null of a tier that was not given by hand',
    ),
    events: BEHIND,
    next: nullable(
      closed({
        tier: text('the one above'),
        missing: Type.Array(closed(AMOUNTS), { description: 'one of these, all of it, and it is reached' }),
      }),
      'null of the first tier, and of one that was given by hand',
    ),
  }),
  stale: Type.Optional(STALE),
});
export type CustomerWhy = Told<typeof WHY>;
