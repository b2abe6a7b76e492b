import type { FormulaPage } from './page.js';
import type { Behind, Source } from './source.js';
import { sumWork } from './sums.js';

/** Distinct customers or records with a positive sum in the period. */
interface Distinct {
  readonly kind: 'distinct';
  readonly of: Behind;
  readonly source: Source;
}

export const distinct: FormulaPage<Distinct> = {
  kind: 'distinct',
  work: ({ of, source }, frame) => sumWork([source], frame, 'flow', { distinct: of }),
  sources: ({ source }) => [source],
  behind: ({ of }) => of,
};
