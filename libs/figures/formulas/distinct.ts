import type { FormulaPage } from './page.js';
import type { Behind, Source } from './source.js';
import { sumPlan } from './sums.js';

/** Distinct customers or records with a positive sum in the period. */
export interface Distinct {
  readonly kind: 'distinct';
  readonly of: Behind;
  readonly source: Source;
  /** Each of them has facts of the source on one day only, as a sale has. */
  readonly onOneDay?: true;
}

export const distinct: FormulaPage<Distinct> = {
  kind: 'distinct',
  plan: ({ of, source, onOneDay }, frame) =>
    sumPlan([source], frame, 'flow', { distinct: of, ...(onOneDay === true && { onOneDay }) }),
  sources: ({ source }) => [source],
  behind: ({ of }) => of,
};
