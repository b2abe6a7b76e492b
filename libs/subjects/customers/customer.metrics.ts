import { ACTIVE_STAGES, PARTS, STAGES } from './timeline/standing.js';
import { INTERACTION_PARTS } from '../interactions/interaction.dimensions.js';
import { OF_EACH_SHARE, SALES_PARTS } from '../sales/sale.dimensions.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric } from '#figures/metric.js';

const ACTIVE = { stage: ACTIVE_STAGES };
const OPEN = { stage: STAGES.filter((stage) => stage !== 'closed') };

const PURCHASES = { series: 'sales', where: { purchase: ['first', 'repeat'] } };

/** A move is of a customer's own, from one part to another, for one cause. */
export const MOVES = { series: 'moves', behind: 'customer', oneSided: ['cause', 'reason', 'cohort', 'days'] } as const;

/** Population of a part: moves into it less moves out of it. */
export function population(where: Readonly<Record<string, readonly string[]>>): readonly Source[] {
  return [
    { ...MOVES, measure: 'moves', where, side: 'to' },
    { ...MOVES, measure: 'moves', where, side: 'from', sign: -1 },
  ];
}

function stock(
  name: string,
  where: Readonly<Record<string, readonly string[]>>,
  definition: string,
  at: 'end' | 'start' = 'end',
): Metric<Formula> {
  const formula: Formula = { kind: 'stock', sources: population(where), at };
  return {
    name,
    kind: 'stock',
    unit: 'customers',
    type: 'integer',
    additive: true,
    dimensions: PARTS,
    definition,
    formula,
  };
}

function flow(
  name: string,
  sources: readonly Source[],
  definition: string,
  more: readonly string[] = [],
): Metric<Formula> {
  const dimensions = [...PARTS, ...more];
  return {
    name,
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: true,
    dimensions,
    definition,
    formula: { kind: 'flow', sources },
  };
}

function rate(name: string, numerator: Readonly<Record<string, 1 | -1>>, definition: string): Metric<Formula> {
  const formula: Formula = { kind: 'ratio', numerator, denominator: 'customers.opening' };
  return {
    name,
    kind: 'ratio',
    unit: 'ratio',
    type: 'number',
    additive: false,
    dimensions: PARTS,
    definition,
    formula,
  };
}

/** Customers who stay in the active group on a day they move between parts of it. */
const ACTIVE_GROUP = { measure: 'moves', where: ACTIVE };
const TRANSFERS = { from_stage: ACTIVE_STAGES, to_stage: ACTIVE_STAGES };

export const CUSTOMER_METRICS: readonly Metric<Formula>[] = [
  stock('customers.total', OPEN, 'Registered (or first purchase, if earlier) on or before the day, not closed.'),
  stock('customers.count', OPEN, 'customers.total by stage, tier and other parts.'),
  stock('customers.known', { bought: ['1'] }, 'Customers who ever bought.'),
  stock(
    'customers.active',
    ACTIVE,
    'Any purchase less than churnAfterDays calendar days before the end of the day, not closed.',
  ),
  stock('customers.churned', { stage: ['churned'] }, 'Known, not active, not closed.'),
  stock('customers.opening', ACTIVE, 'Active at the start of the period.', 'start'),
  stock(
    'customers.closing',
    ACTIVE,
    'Active at the end of the period: opening + new + reactivated - lost + transferred.',
  ),
  flow('customers.registered', [{ ...MOVES, measure: 'registered', side: 'to' }], 'Registrations in the period.'),
  flow(
    'customers.closed',
    [{ ...MOVES, measure: 'closed', side: 'to' }],
    'Closings in the period; by=reason: what was said of why.',
    ['reason'],
  ),
  flow('customers.new', [{ ...MOVES, measure: 'new', side: 'to' }], 'First purchase ever falls in the period.'),
  flow(
    'customers.reactivated',
    [{ ...MOVES, measure: 'reactivated', side: 'to' }],
    'Came back into the active group: a purchase more than churnAfterDays calendar days after the previous one, reopened, or a policy change.',
    ['cause'],
  ),
  flow(
    'customers.lost',
    [{ ...MOVES, measure: 'lost', side: 'from' }],
    'Left the active group: last purchase day + churnAfterDays falls in the period without another purchase, closed, or a policy change. by=reason: the reason of the closing, `lapsed` of who was not closed.',
    ['cause', 'reason'],
  ),
  flow(
    'customers.transferred',
    [
      { ...MOVES, measure: 'moves', where: TRANSFERS, stepsOf: ACTIVE_GROUP, side: 'to' },
      { ...MOVES, measure: 'moves', where: TRANSFERS, stepsOf: ACTIVE_GROUP, side: 'from', sign: -1 },
    ],
    'Net moves of active customers between parts; 0 in total, but for who is excluded from a day on.',
  ),
  rate('customers.churn_rate', { 'customers.lost': 1 }, 'lost / opening.'),
  rate('customers.retention_rate', { 'customers.opening': 1, 'customers.lost': -1 }, '1 - churn_rate.'),
  rate('customers.growth_rate', { 'customers.closing': 1, 'customers.opening': -1 }, '(closing - opening) / opening.'),
  {
    name: 'customers.moves',
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: true,
    dimensions: [
      'from_stage',
      'to_stage',
      'from_tier',
      'to_tier',
      'region',
      'segment',
      'source',
      'salesperson',
      'cause',
    ],
    definition:
      'Transitions between stages, or between tiers where from_tier or to_tier is asked for: the movement matrix.',
    formula: {
      kind: 'transitions',
      ends: [
        ['from_stage', 'to_stage'],
        ['from_tier', 'to_tier'],
      ],
      source: { ...MOVES, measure: 'moves', side: 'to' },
    },
  },
  {
    name: 'customers.buyers',
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: false,
    dimensions: SALES_PARTS,
    definition: 'Distinct customers with a purchase in the period, which may be any window of days.',
    formula: {
      kind: 'either',
      // What the purchase days do not go by, a ratio's own conditions included.
      dimensions: [...SALES_PARTS, 'converted', 'purchase'],
      segments: true,
      then: {
        kind: 'either',
        dimensions: ['salesperson'],
        then: { kind: 'distinct', of: 'customer', source: { ...PURCHASES, measure: OF_EACH_SHARE } },
        otherwise: { kind: 'distinct', of: 'customer', source: { ...PURCHASES, measure: 'lines' } },
      },
      otherwise: { kind: 'first-in-period', source: { series: 'gaps', measure: 'buyers' } },
    },
  },
  {
    name: 'customers.stickiness',
    kind: 'ratio',
    unit: 'ratio',
    type: 'number',
    additive: false,
    dimensions: SALES_PARTS,
    definition: 'Buyers of a day / buyers of the 30 days that end with it: the last day of the period.',
    formula: { kind: 'trailing', of: 'customers.buyers', days: [1, 30] },
  },
  {
    name: 'customers.contacted',
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: false,
    dimensions: INTERACTION_PARTS,
    definition: 'Distinct customers with an interaction in the period.',
    formula: { kind: 'distinct', of: 'customer', source: { series: 'interactions', measure: 'interactions' } },
  },
];
