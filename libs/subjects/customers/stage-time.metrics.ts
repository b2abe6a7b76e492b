import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { spread } from '../spread.js';
import { MOVES } from './customer.metrics.js';
import { STAGES } from './timeline/standing.js';

const COUNT = 'stage_time.count';
const DIMENSIONS = ['from_stage', 'to_stage', 'cohort', 'source', 'region', 'segment', 'salesperson'];

const days = spread({ of: COUNT, dimension: 'days', unit: 'days', dimensions: DIMENSIONS });

/** How long customers were in the stages that they left, by the day on which they left them. */
export const STAGE_TIME_METRICS: readonly Metric<Formula>[] = [
  {
    name: COUNT,
    kind: 'flow',
    unit: 'customers',
    type: 'integer',
    additive: true,
    dimensions: DIMENSIONS,
    definition:
      'How often customers left a stage for another one: what the days in a stage are a mean or a quantile of.',
    formula: {
      kind: 'transitions',
      ends: [['from_stage', 'to_stage']],
      source: { ...MOVES, measure: 'moves', side: 'to', where: { from_stage: STAGES } },
    },
  },
  days('stage_time.mean', 'Mean days that customers were in from_stage when they left it.', 'mean'),
  days('stage_time.median', 'Median days that customers were in from_stage when they left it.', { at: [1, 2] }),
  days('stage_time.p90', '90th percentile (type 7) of the days that customers were in from_stage when they left it.', {
    at: [9, 10],
  }),
];
