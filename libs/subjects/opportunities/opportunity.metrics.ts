import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric } from '#figures/metric.js';
import { amount, CLOSED_PARTS, CONVERTED, count, flow, level, of, OWN_STAGE, PARTS, ratio } from './deal-metric.js';

/** Of won opportunities, unless outcomes are asked for. */
function cycle(make: (where: Source['where']) => Formula): Formula {
  return {
    kind: 'either',
    inTotal: true,
    dimensions: ['outcome'],
    then: make({}),
    otherwise: make({ outcome: ['won'] }),
  };
}

const CYCLE_PARTS = [...PARTS, 'outcome'];

function cycleMetric(name: string, kind: 'flow' | 'ratio', definition: string, formula: Formula): Metric<Formula> {
  const type = kind === 'flow' ? 'integer' : 'number';
  return { name, kind, unit: 'days', type, additive: kind === 'flow', dimensions: CYCLE_PARTS, definition, formula };
}

function cycleQuantile(name: string, at: readonly [number, number], definition: string): Metric<Formula> {
  return cycleMetric(name, 'ratio', definition, { kind: 'quantile', at, dimension: 'days', of: 'sales_cycle.count' });
}

/** Of what was opened in the period. */
function become(measure: string): Formula {
  return { kind: 'begun', source: of(measure), dimension: 'begun' };
}

export const DEAL_METRICS: readonly Metric<Formula>[] = [
  count('opportunities.opened', flow(of('opened')), 'Opportunities opened in the period.'),
  count(
    'opportunities.won',
    flow(of('won')),
    'Wins in the period, each on its own day, also where it was reopened later.',
    CLOSED_PARTS,
  ),
  count(
    'opportunities.lost',
    flow(of('lost')),
    'Losses in the period, each on its own day, also where it was reopened later.',
    CLOSED_PARTS,
  ),
  count('opportunities.closed', flow(of('closings')), 'won + lost.', CLOSED_PARTS),
  amount(
    'opportunities.won_value',
    flow(of('won_value', CONVERTED)),
    'Value of what was won in the period.',
    CLOSED_PARTS,
  ),
  amount(
    'opportunities.closed_value',
    flow(of('won_value', CONVERTED), of('lost_value', CONVERTED)),
    'Value of what was won or lost in the period.',
    CLOSED_PARTS,
  ),
  count('opportunities.open', level(of('open')), `Open opportunities.${OWN_STAGE}`),
  count(
    'opportunities.slipped',
    level(of('slipped')),
    `Open opportunities that were expected to close before the day.${OWN_STAGE}`,
  ),
  count(
    'opportunities.pushed',
    flow(of('pushed')),
    'Changes that moved the expected close of an open opportunity to a later month.',
  ),
  ratio('win_rate', 'opportunities.won', 'opportunities.closed', 'won / (won + lost), by the closing day.'),
  ratio(
    'win_rate.value',
    'opportunities.won_value',
    'opportunities.closed_value',
    'Value won / value won or lost, by the closing day.',
  ),
  count(
    'opportunities.opened_won',
    become('stands_won'),
    'Of the opportunities opened in the period, those that stand won as of asOf, by the day of opening.',
    CLOSED_PARTS,
  ),
  count(
    'opportunities.opened_closed',
    become('stands_closed'),
    'Of the opportunities opened in the period, those that stand won or lost as of asOf, by the day of opening.',
    CLOSED_PARTS,
  ),
  ratio(
    'win_rate.opened',
    'opportunities.opened_won',
    'opportunities.opened_closed',
    'won / (won + lost) of the opportunities opened in the period, as they stand as of asOf.',
  ),
  cycleMetric(
    'sales_cycle.days',
    'flow',
    'Days from opened to closed, added up; of won ones, unless outcomes are asked for.',
    cycle((where) => ({ kind: 'flow', sources: [of('days', where)] })),
  ),
  cycleMetric(
    'sales_cycle.count',
    'flow',
    'Closings that sales_cycle.days adds up.',
    cycle((where) => ({ kind: 'flow', sources: [of('closings', where)] })),
  ),
  cycleMetric('sales_cycle.mean', 'ratio', 'Mean days from opened to closed, won ones; by=outcome splits.', {
    kind: 'ratio',
    numerator: { 'sales_cycle.days': 1 },
    denominator: 'sales_cycle.count',
  }),
  cycleQuantile('sales_cycle.median', [1, 2], 'Median days from opened to closed, won ones; by=outcome splits.'),
  cycleQuantile(
    'sales_cycle.p90',
    [9, 10],
    '90th percentile (type 7) of the days from opened to closed, won ones; by=outcome splits.',
  ),
];
