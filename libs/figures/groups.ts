import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Catalogue } from './catalogue.js';
import type { Frame } from './frame.js';
import type { Metric } from './metric.js';
import type { Plan } from './plan.js';
import type { Value } from './value.js';

/** Per combination of `by` values (as JSON of the list) how many customers stand behind its figure, per window. */
export type Groups = ReadonlyMap<string, readonly number[]>;

/** How they are counted: what to ask the views, and what to make of the answers. */
export interface GroupPlan {
  readonly requests: readonly SumRequest[];
  finish(cells: Parameters<Plan['finish']>[0]): Groups;
}

/**
 * Who stands behind the figures of a frame: the same is worked out by customer, too, and those are counted for whom anything comes out. What
 * a guest did is nobody's.
 */
export function groupPlan(metric: Metric, frame: Frame, catalogue: Catalogue): GroupPlan {
  const plan = catalogue.planOf(metric, { ...frame, by: [...frame.by, 'customer'] });
  return {
    requests: plan.requests,
    finish: (cells) => {
      const groups = new Map<string, number[]>();
      for (const [key, values] of plan.finish(cells)) {
        const group = JSON.parse(key) as readonly string[];
        if (group.at(-1) === '') continue;
        const own = JSON.stringify(group.slice(0, -1));
        const counts = groups.get(own) ?? frame.windows.map(() => 0);
        groups.set(own, counts);
        values.forEach((value, window) => (counts[window] = (counts[window] ?? 0) + (isAnything(value) ? 1 : 0)));
      }
      return groups;
    },
  };
}

/** A quotient of 0 is something; one of nothing by nothing is not. */
function isAnything(value: Value | undefined): boolean {
  if (typeof value === 'object') return value.numerator !== 0n || value.denominator !== 0n;
  return value !== undefined && value !== 0n;
}
