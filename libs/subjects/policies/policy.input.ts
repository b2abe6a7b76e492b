import { understood } from '#ledger/input/kind.js';
import { amount, whole } from '#ledger/input/number.js';
import { list, object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { DEFAULT_LIFECYCLE_CONTENT, DEFAULT_TIER_CONTENT, type LifecycleContent } from './policy.events.js';

/** A hundred years: longer than any customer. */
const MOST_DAYS = 36_500;
const MOST_COUNT = 1_000_000_000;

/** A lifecycle policy as callers send it. What they leave out is as by default. */
export const LIFECYCLE = object({
  churnAfterDays: days('churnAfterDays', 1),
  atRiskAfterDays: days('atRiskAfterDays', 1),
  newForDays: days('newForDays', 0),
  reactivatedForDays: days('reactivatedForDays', 0),
});

function days(name: keyof LifecycleContent, min: number) {
  return understood(whole(MOST_DAYS, min), () => DEFAULT_LIFECYCLE_CONTENT[name]);
}

const CONDITION = object(
  { revenue: optional(amount), orders: optional(whole(MOST_COUNT)), interactions: optional(whole(MOST_COUNT)) },
  (_condition, scope) => {
    if (!['revenue', 'orders', 'interactions'].some((name) => scope.gives(name)))
      scope.fail('', 'must name revenue, orders or interactions');
  },
);

/** A tier policy as callers send it. */
export const TIERS = object(
  {
    windowDays: understood(whole(MOST_DAYS, 1), () => DEFAULT_TIER_CONTENT.windowDays),
    keepForDays: optional(whole(MOST_DAYS)),
    tiers: list(object({ name: label, any: optional(list(CONDITION)) })),
  },
  ({ tiers = [] }, scope) => {
    const names = tiers.map(({ name }) => name);
    if (new Set(names).size < names.length) scope.fail('tiers', 'must have different names');
    if (tiers.at(-1)?.any !== undefined) scope.fail('tiers', 'must end with one without conditions, for all others');
    if (tiers.slice(0, -1).some(({ any }) => any === undefined))
      scope.fail('tiers', 'must have conditions (`any`) in all but the last');
  },
);
