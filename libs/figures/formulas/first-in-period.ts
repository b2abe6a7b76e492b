import type { FormulaPage } from './page.js';
import type { Source } from './source.js';
import { sumPlan } from './sums.js';

/** Facts of the period whose mark lies before it: each customer's first purchase day in it. */
export interface FirstInPeriod {
  readonly kind: 'first-in-period';
  readonly source: Source;
}

export const firstInPeriod: FormulaPage<FirstInPeriod> = {
  kind: 'first-in-period',
  plan: ({ source }, frame) => sumPlan([source], frame, 'flow', { markBeforeWindow: true }),
  sources: ({ source }) => [source],
  behind: () => 'customer',
};
