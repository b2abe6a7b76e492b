import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';

const SPREAD =
  'A target counts evenly over its days; of several for the same on a day, the one with the shortest span.';

export const TARGET_METRICS: readonly Metric<Formula>[] = [
  {
    name: 'target',
    kind: 'flow',
    unit: 'money',
    type: 'decimal',
    additive: true,
    dimensions: [],
    definition: `The target of the other metric asked for, or of the one in where.metric, in its unit and by its dimensions. ${SPREAD}`,
    formula: { kind: 'target' },
  },
  {
    name: 'target.attainment',
    kind: 'ratio',
    unit: 'ratio',
    type: 'number',
    additive: false,
    dimensions: [],
    definition: `Actual / target, both over just the days that have a target, of the metric that target takes. ${SPREAD}`,
    formula: { kind: 'attainment' },
  },
];
