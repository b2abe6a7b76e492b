import { understood } from '#ledger/input/kind.js';
import { amount, whole } from '#ledger/input/number.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { label, labels } from '#ledger/input/text.js';
import { DEFAULT_LIFECYCLE_CONTENT, DEFAULT_TIER_CONTENT, type LifecycleDays } from './policy.events.js';
import { LIFECYCLE_PARTS } from './policy.js';

/** A hundred years: longer than any customer. */
const MOST_DAYS = 36_500;
const MOST_COUNT = 1_000_000_000;

const LEAST = { churnAfterDays: 1, atRiskAfterDays: 1, newForDays: 0, reactivatedForDays: 0 } as const;
const RISK = 'atRiskAfterDays';
const NAMES = Object.keys(LEAST) as readonly (keyof LifecycleDays)[];

const SOME_DAYS = {
  churnAfterDays: optional(whole(MOST_DAYS, LEAST.churnAfterDays)),
  atRiskAfterDays: optional(whole(MOST_DAYS, LEAST.atRiskAfterDays)),
  newForDays: optional(whole(MOST_DAYS, LEAST.newForDays)),
  reactivatedForDays: optional(whole(MOST_DAYS, LEAST.reactivatedForDays)),
};

const SOME_CUSTOMERS = object({ where: map(labels), ...SOME_DAYS }, ({ where = {} }, scope) => {
  const names = Object.keys(where);
  const unknown = names.find((name) => !LIFECYCLE_PARTS.some((part) => part === name));
  if (unknown !== undefined) scope.fail('where', `must name ${LIFECYCLE_PARTS.join(', ')}, not ${unknown}`);
  else if (scope.sound && names.length === 0) scope.fail('where', `must name one of ${LIFECYCLE_PARTS.join(', ')}`);
});

/**
 * A lifecycle policy as callers send it. What they leave out is as by default. The days of all customers may stand in `default` or beside
 * it, those of customers of whom others hold in `for`.
 */
export const LIFECYCLE = object(
  {
    churnAfterDays: days('churnAfterDays'),
    atRiskAfterDays: days('atRiskAfterDays'),
    newForDays: days('newForDays'),
    reactivatedForDays: days('reactivatedForDays'),
    default: optional(object(SOME_DAYS)),
    for: optional(list(SOME_CUSTOMERS)),
    graceDays: optional(whole(MOST_DAYS)),
  },
  ({ default: named, for: others = [], graceDays = 0, ...days }, scope) => {
    const beside = Object.fromEntries(NAMES.filter((name) => scope.gives(name)).map((name) => [name, days[name]]));
    const [twice] = Object.keys(beside);
    if (named !== undefined && twice !== undefined) scope.fail(twice, 'must stand in default, where there is one');
    if (!scope.sound) return;
    const said = { ...beside, ...named };
    needRiskFirst(said, graceDays, (detail) => scope.fail(named === undefined ? RISK : `default.${RISK}`, detail));
    for (const [i, { where: _, ...some }] of others.entries())
      needRiskFirst({ ...said, ...some }, graceDays, (detail) => scope.fail(`for[${String(i)}].${RISK}`, detail));
  },
);

/** Nobody would be at risk who has churned before: where both are said, that is not what was meant. The same day may: it leaves that stage out. */
function needRiskFirst(
  { churnAfterDays, atRiskAfterDays }: Partial<LifecycleDays>,
  graceDays: number,
  fail: (detail: string) => void,
): void {
  if (churnAfterDays === undefined || atRiskAfterDays === undefined) return;
  const churned = churnAfterDays + graceDays;
  if (atRiskAfterDays > churned) fail(`must be at most ${String(churned)}, when customers have churned`);
}

function days(name: keyof LifecycleDays) {
  return understood(whole(MOST_DAYS, LEAST[name]), () => DEFAULT_LIFECYCLE_CONTENT[name]);
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
