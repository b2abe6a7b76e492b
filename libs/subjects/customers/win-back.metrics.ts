import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { WON_BACK_DAYS } from './timeline/stage-past.js';
import { PARTS } from './timeline/standing.js';

/** Who came back, of those who were lost before. */
export const WIN_BACK_METRICS: readonly Metric<Formula>[] = [
  {
    name: 'win_back_rate',
    kind: 'ratio',
    unit: 'ratio',
    type: 'number',
    additive: false,
    dimensions: PARTS,
    definition: `customers.reactivated / customers.lost of the period ${String(WON_BACK_DAYS)} days before.`,
    formula: {
      kind: 'expression',
      of: { ratio: [{ metric: 'customers.reactivated' }, { metric: 'customers.lost', earlier: WON_BACK_DAYS }] },
      type: 'number',
    },
  },
];
