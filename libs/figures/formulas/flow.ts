import type { FormulaPage, Part } from './page.js';
import { behindSources, type Source } from './source.js';
import { sumPlan } from './sums.js';

/** The facts of the period, added up. */
export interface Flow {
  readonly kind: 'flow';
  readonly sources: readonly Source[];
}

export const flow: FormulaPage<Flow> = {
  kind: 'flow',
  plan: ({ sources }, frame) => sumPlan(sources, frame, 'flow'),
  sources: ({ sources }) => sources,
  behind: ({ sources }) => behindSources(sources),
  /** What is given back is told apart from what is sold, where a figure has both. */
  parts: ({ sources }) => {
    const part = (side: Part['side'], isIn: (source: Source) => boolean): readonly Part<Flow>[] => {
      const own = sources.filter(isIn);
      return own.length === 0 ? [] : [{ side, formula: { kind: 'flow', sources: own } }];
    };
    return [
      ...part('other', ({ givenBack }) => givenBack !== true),
      ...part('refunded', ({ givenBack }) => givenBack === true),
    ];
  },
};
