import { object } from '#ledger/input/object.js';
import { oneOf } from '#ledger/input/text.js';
import { duration } from '../alerts/alert.kinds.js';

/** What customers may be meant to do; of `revenue` anything that is left of it. */
export const GOAL_METRICS = ['orders', 'revenue', 'interactions'] as const;

/** What an automation is for: it is reached by a customer who does so within some days of the decision, such as `30d`. */
export type Goal = { readonly metric: (typeof GOAL_METRICS)[number]; readonly within: string };

/** What is said of it. */
export const GOAL = object({
  metric: oneOf(GOAL_METRICS),
  within: duration('after the decision, to the end of the last of them'),
});

/** Days after the decision that count. */
export function daysOf({ within }: Goal): number {
  return Number.parseInt(within, 10);
}
