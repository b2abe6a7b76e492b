import type { Frame } from '../frame.js';
import type { Plan } from '../plan.js';
import { wholeOf } from '../value.js';
import type { FormulaPage } from './page.js';
import { behindSources, requestOf, type Source } from './source.js';
import { Sums } from './sums.js';

/** What has become, by the day the question is as of, of what began in the period: a dimension of the facts says on which day that was. */
export interface Begun {
  readonly kind: 'begun';
  readonly source: Source;
  /** It holds days, as whole days since 1970-01-01. */
  readonly dimension: string;
}

export const begun: FormulaPage<Begun> = {
  kind: 'begun',
  plan: ({ source, dimension }, frame) => begunPlan(source, dimension, frame),
  sources: ({ source }) => [source],
  behind: ({ source }) => behindSources([source]),
};

function begunPlan(source: Source, dimension: string, frame: Frame): Plan {
  const until = { ...frame, windows: [{ from: -Infinity, to: frame.asOf }] };
  return {
    requests: [requestOf(source, until, [...frame.by, dimension], 'end')],
    finish: ([cells = []]) => {
      const sums = new Sums(until, 'end');
      sums.addAll(cells, 1n);
      const found = new Map<string, bigint[]>();
      for (const [key, [amount]] of sums.series()) {
        const group = JSON.parse(key) as readonly string[];
        const day = Number(group.at(-1));
        const own = JSON.stringify(group.slice(0, -1));
        const values = found.get(own) ?? frame.windows.map(() => 0n);
        found.set(own, values);
        for (const [i, { from, to }] of frame.windows.entries())
          if (from <= day && day <= to) values[i] = (values[i] ?? 0n) + wholeOf(amount);
      }
      return found;
    },
  };
}
