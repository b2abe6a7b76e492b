import type { FormulaPage } from './page.js';
import { behindSources, type Source } from './source.js';
import { sumPlan } from './sums.js';

/** All facts up to the end of the period, added up; or up to the end of the day before it. */
export interface Stock {
  readonly kind: 'stock';
  readonly sources: readonly Source[];
  readonly at: 'end' | 'start';
}

export const stock: FormulaPage<Stock> = {
  kind: 'stock',
  plan: ({ sources, at }, frame) => sumPlan(sources, frame, at),
  sources: ({ sources }) => sources,
  behind: ({ sources }) => behindSources(sources),
};
