import type { Expression } from '#figures/formulas/expression.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { PARTS } from './timeline/standing.js';

const LOST: Expression = { metric: 'customers.lost' };

function rate(
  denominator: string,
  of: Expression,
  definition: string,
  dimensions: readonly string[] = PARTS,
): Metric<Formula> {
  return {
    name: `customers.churn_rate.${denominator}`,
    kind: 'ratio',
    unit: 'ratio',
    type: 'number',
    additive: false,
    dimensions,
    definition,
    formula: { kind: 'expression', of, type: 'number' },
  };
}

/** Churn rates that say by what customers who were lost are divided. */
export const CHURN_RATE_METRICS: readonly Metric<Formula>[] = [
  rate('opening', { ratio: [LOST, { metric: 'customers.opening' }] }, 'lost / opening: customers.churn_rate.'),
  rate(
    'average',
    { ratio: [{ sum: [LOST, LOST] }, { sum: [{ metric: 'customers.opening' }, { metric: 'customers.closing' }] }] },
    'lost / the mean of opening and closing.',
  ),
  rate(
    'at_risk',
    {
      ratio: [
        LOST,
        {
          sum: [
            { metric: 'customers.opening', where: { stage: ['at_risk'] } },
            { metric: 'customers.moves', where: { to_stage: ['at_risk'] } },
          ],
        },
      ],
    },
    'lost / customers who were at risk in the period: at its start, or who came into the stage at_risk in it.',
    ['region', 'segment', 'source', 'salesperson'],
  ),
];
