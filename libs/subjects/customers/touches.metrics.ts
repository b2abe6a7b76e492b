import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { spread } from '../spread.js';

const COUNT = 'touches.before_first_purchase.count';
const DIMENSIONS = ['region', 'segment', 'source', 'salesperson', 'cohort'];

const touches = spread({ of: COUNT, dimension: 'touches', unit: 'interactions', dimensions: DIMENSIONS });

/** How often somebody spoke with customers before they first bought, by the day of the first purchase. */
export const TOUCHES_METRICS: readonly Metric<Formula>[] = [
  {
    name: COUNT,
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: true,
    dimensions: DIMENSIONS,
    definition: 'Customers who first bought in the period: whose touches before that are a mean or a median.',
    formula: {
      kind: 'flow',
      sources: [{ series: 'gaps', behind: 'customer', measure: 'buyers', where: { gap: [''] } }],
    },
  },
  touches(
    'touches.before_first_purchase.mean',
    'Mean interactions with a customer on the days before the first purchase, by the day of that.',
    'mean',
  ),
  touches(
    'touches.before_first_purchase.median',
    'Median interactions with a customer on the days before the first purchase, by the day of that.',
    { at: [1, 2] },
  ),
];
