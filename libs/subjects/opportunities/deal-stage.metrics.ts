import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric } from '#figures/metric.js';
import { STAY_DIMENSIONS } from './deal-facts.js';
import { count, derived, flow, PARTS, ratio } from './deal-metric.js';

const STAGE_PARTS = [...PARTS, 'from_stage'];
const ENDED_PARTS = [...STAGE_PARTS, 'to_stage', 'outcome', 'reason'];

/** Its stage is the one that was left. */
function of(measure: string): Source {
  const oneSided = STAY_DIMENSIONS.filter((name) => !name.endsWith('_stage'));
  return { series: 'deal_stays', measure, side: 'from', oneSided };
}

function days(metric: Metric<Formula>): Metric<Formula> {
  return { ...metric, unit: 'days' };
}

function quantile(name: string, at: readonly [number, number], definition: string): Metric<Formula> {
  const formula: Formula = { kind: 'quantile', at, dimension: 'days', of: 'opportunity_stage.left' };
  return derived(name, formula, definition, { dimensions: ENDED_PARTS, unit: 'days' });
}

/** How opportunities go through their own stages: a stay lasts from the day of coming into a stage, or of a reopening, to that of leaving it. */
export const STAGE_METRICS: readonly Metric<Formula>[] = [
  count(
    'opportunity_stage.left',
    flow(of('stays')),
    'Stays of opportunities in a stage that ended in the period: in another stage, a win or a loss. By stage: the one that was left.',
    ENDED_PARTS,
  ),
  count(
    'opportunity_stage.went_on',
    flow(of('went_on')),
    'Stays of opportunities in a stage that ended in another stage or a win.',
    ENDED_PARTS,
  ),
  ratio(
    'opportunity_stage.conversion',
    'opportunity_stage.went_on',
    'opportunity_stage.left',
    'went_on / left: of the stays in a stage that ended in the period, those that ended in another stage or a win.',
    { dimensions: STAGE_PARTS },
  ),
  days(
    count(
      'opportunity_stage.days',
      flow(of('days')),
      'Days of the stays of opportunities in a stage that ended in the period, added up.',
      ENDED_PARTS,
    ),
  ),
  ratio(
    'opportunity_stage.mean',
    'opportunity_stage.days',
    'opportunity_stage.left',
    'Mean days of a stay of an opportunity in a stage, by the day it ended.',
    { dimensions: ENDED_PARTS, unit: 'days' },
  ),
  quantile(
    'opportunity_stage.median',
    [1, 2],
    'Median days of a stay of an opportunity in a stage, by the day it ended.',
  ),
  quantile(
    'opportunity_stage.p90',
    [9, 10],
    '90th percentile (type 7) of the days of a stay of an opportunity in a stage, by the day it ended.',
  ),
];
