import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric, Unit } from '#figures/metric.js';

const PARTS = ['salesperson', 'region', 'product', 'currency', 'stage'];
const CLOSED_PARTS = [...PARTS, 'outcome', 'reason'];
const CONVERTED = { converted: ['1'] };
const STAGE = ' By stage: the stage of the opportunity itself.';

function of(measure: string, where: Source['where'] = {}): Source {
  return { series: 'deals', measure, where };
}

function count(name: string, kind: 'flow' | 'stock', sources: readonly Source[], definition: string): Metric<Formula> {
  const formula: Formula = kind === 'flow' ? { kind, sources } : { kind, sources, at: 'end' };
  const dimensions = kind === 'flow' && name !== 'opportunities.opened' ? CLOSED_PARTS : PARTS;
  return { name, kind, unit: 'opportunities', type: 'integer', additive: true, dimensions, definition, formula };
}

function amount(name: string, kind: 'flow' | 'stock', sources: readonly Source[], definition: string): Metric<Formula> {
  return { ...count(name, kind, sources, definition), unit: 'money', type: 'decimal' };
}

function ratio(name: string, unit: Unit, numerator: string, denominator: string, definition: string): Metric<Formula> {
  const formula: Formula = { kind: 'ratio', numerator: { [numerator]: 1 }, denominator };
  return { name, kind: 'ratio', unit, type: 'number', additive: false, dimensions: PARTS, definition, formula };
}

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

export const DEAL_METRICS: readonly Metric<Formula>[] = [
  count('opportunities.opened', 'flow', [of('opened')], 'Opportunities opened in the period.'),
  count(
    'opportunities.won',
    'flow',
    [of('won')],
    'Wins in the period, each on its own day, also where it was reopened later.',
  ),
  count(
    'opportunities.lost',
    'flow',
    [of('lost')],
    'Losses in the period, each on its own day, also where it was reopened later.',
  ),
  count('opportunities.closed', 'flow', [of('closings')], 'won + lost.'),
  amount('opportunities.won_value', 'flow', [of('won_value', CONVERTED)], 'Value of what was won in the period.'),
  amount(
    'opportunities.closed_value',
    'flow',
    [of('won_value', CONVERTED), of('lost_value', CONVERTED)],
    'Value of what was won or lost in the period.',
  ),
  count('opportunities.open', 'stock', [of('open')], `Open opportunities.${STAGE}`),
  amount('pipeline.value', 'stock', [of('value', CONVERTED)], `Value of the open opportunities.${STAGE}`),
  amount(
    'pipeline.weighted',
    'stock',
    [of('weighted', CONVERTED)],
    `Value x probability of the open opportunities; without a probability nothing.${STAGE}`,
  ),
  {
    ...amount(
      'pipeline.unconverted',
      'stock',
      [of('value', { converted: [''] })],
      'Value of open opportunities without a rate, each in its own currency: only by=currency, or where.currency with one value.',
    ),
    additive: false,
    onlyBy: 'currency',
  },
  ratio('win_rate', 'ratio', 'opportunities.won', 'opportunities.closed', 'won / (won + lost), by the closing day.'),
  ratio(
    'win_rate.value',
    'ratio',
    'opportunities.won_value',
    'opportunities.closed_value',
    'Value won / value won or lost, by the closing day.',
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
