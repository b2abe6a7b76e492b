import type { FormulaPage } from './page.js';
import type { Behind, Source } from './source.js';
import { sumPlan } from './sums.js';

/** Distinct customers or records with a positive sum in the period. */
export interface Distinct {
  readonly kind: 'distinct';
  readonly of: Behind;
  readonly source: Source;
}

export const distinct: FormulaPage<Distinct> = {
  kind: 'distinct',
  plan: ({ of, source }, frame) => sumPlan([source], frame, 'flow', { distinct: of }),
  sources: ({ source }) => [source],
  behind: ({ of }) => of,
};
