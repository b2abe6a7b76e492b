import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';

const GAP_PARTS = ['region', 'segment', 'source', 'salesperson', 'cohort'];
/** A gap is between two days of a customer's own. */
const GAPS = { series: 'gaps', behind: 'customer' } as const;

export const PURCHASE_GAP_METRICS: readonly Metric<Formula>[] = [
  {
    name: 'purchase_gap.days',
    kind: 'flow',
    unit: 'days',
    type: 'integer',
    additive: true,
    dimensions: GAP_PARTS,
    definition: 'Days between consecutive distinct purchase days of one customer, added up by the later day.',
    formula: { kind: 'flow', sources: [{ ...GAPS, measure: 'days' }] },
  },
  {
    name: 'purchase_gap.count',
    kind: 'flow',
    unit: 'days',
    type: 'integer',
    additive: true,
    dimensions: GAP_PARTS,
    definition: 'How many gaps between consecutive distinct purchase days there are, by the later day.',
    formula: { kind: 'flow', sources: [{ ...GAPS, measure: 'gaps' }] },
  },
  {
    name: 'purchase_gap.mean',
    kind: 'ratio',
    unit: 'days',
    type: 'number',
    additive: false,
    dimensions: GAP_PARTS,
    definition: 'Mean days between consecutive distinct purchase days of one customer, by the later day.',
    formula: { kind: 'ratio', numerator: { 'purchase_gap.days': 1 }, denominator: 'purchase_gap.count' },
  },
  {
    name: 'purchase_gap.median',
    kind: 'ratio',
    unit: 'days',
    type: 'number',
    additive: false,
    dimensions: GAP_PARTS,
    definition: 'Median days between consecutive distinct purchase days of one customer, by the later day.',
    formula: { kind: 'quantile', at: [1, 2], dimension: 'gap', of: 'purchase_gap.count' },
  },
];
