import { INTERACTION_PARTS } from './interaction.dimensions.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';

export const INTERACTION_METRICS: readonly Metric<Formula>[] = [
  {
    name: 'interactions',
    kind: 'flow',
    unit: 'interactions',
    type: 'integer',
    additive: true,
    dimensions: INTERACTION_PARTS,
    definition: 'Interactions, voided ones excluded.',
    formula: { kind: 'flow', sources: [{ series: 'interactions', measure: 'interactions' }] },
  },
];
