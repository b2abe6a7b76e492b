import type { Frame } from '../frame.js';
import type { Plan } from '../plan.js';
import type { FormulaPage } from './page.js';
import { behindSources, requestOf, type Source } from './source.js';
import { Sums } from './sums.js';

type Ends = readonly [from: string, to: string];

/** Facts whose two ends differ: in the pairs of dimensions of which one is asked for, otherwise in the first. */
export interface Transitions {
  readonly kind: 'transitions';
  readonly ends: readonly [Ends, ...Ends[]];
  readonly source: Source;
}

export const transitions: FormulaPage<Transitions> = {
  kind: 'transitions',
  plan: transitionPlan,
  sources: ({ source }) => [source],
  behind: ({ source }) => behindSources([source]),
};

/** Groups by both ends, leaves out what stays where it is, adds the rest up by what was asked. */
function transitionPlan({ source, ends }: Transitions, frame: Frame): Plan {
  const asked = ends.filter((pair) => pair.some((name) => frame.asked.includes(name)));
  const pairs = asked.length > 0 ? asked : [ends[0]];
  const extra = pairs.flat().filter((name) => !frame.by.includes(name));
  const group = [...frame.by, ...extra];
  return {
    requests: [requestOf(source, frame, group)],
    finish: ([cells = []]) => {
      const moved = cells.filter((cell) =>
        pairs.some(([from, to]) => cell.group[group.indexOf(from)] !== cell.group[group.indexOf(to)]),
      );
      const sums = new Sums(frame, 'flow');
      sums.addAll(
        moved.map((cell) => ({ ...cell, group: cell.group.slice(0, frame.by.length) })),
        1n,
      );
      return sums.series();
    },
  };
}
