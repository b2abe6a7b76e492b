import { aggregate } from '#ledger/aggregate.js';
import { POLICY_EVENTS } from './policy.events.js';
import { policiesDecider } from './policies.decider.js';
import { claimOf, openFields, present, type Read, type Reading } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import {
  DEFAULT_LIFECYCLE_CONTENT,
  DEFAULT_TIER_CONTENT,
  type LifecycleContent,
  type PolicyEvent,
  type TierContent,
} from './policy.events.js';
import type { Fields } from '#ledger/fields.js';
import type { PublishPolicy } from './policies.decider.js';

/** A hundred years: longer than any customer. */
const MOST_DAYS = 36_500;
const MOST_COUNT = 1_000_000_000;

export function readLifecyclePublication(data: unknown, reading: Reading): Read<PublishPolicy> {
  return readPublication('PublishLifecyclePolicy', data, reading);
}

export function readTierPublication(data: unknown, reading: Reading): Read<PublishPolicy> {
  return readPublication('PublishTierPolicy', data, reading);
}

function readPublication(type: PublishPolicy['type'], data: unknown, reading: Reading): Read<PublishPolicy> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const effectiveFrom = fields.date('effectiveFrom');
  const at = reading.calendar.instant(effectiveFrom) as string;
  if (type === 'PublishLifecyclePolicy') {
    const said = { id, effectiveFrom, policy: fields.object('policy', readLifecycle) };
    fields.done();
    const event = { type: 'LifecyclePolicyPublished', data: said } as const;
    return { command: { type, at, event }, claim: claimOf(id, { type, ...said }, envelope) };
  }
  const said = { id, effectiveFrom, policy: fields.object('policy', readTiers) };
  fields.done();
  const event = { type: 'TierPolicyPublished', data: said } as const;
  return { command: { type, at, event }, claim: claimOf(id, { type, ...said }, envelope) };
}

export function readLifecycle(fields: Fields): LifecycleContent {
  const days = (name: keyof LifecycleContent, min: number): number => {
    const value = fields.optionalWhole(name, MOST_DAYS) ?? DEFAULT_LIFECYCLE_CONTENT[name];
    if (value < min) fields.fail(name, `must be at least ${String(min)}`);
    return value;
  };
  return {
    churnAfterDays: days('churnAfterDays', 1),
    atRiskAfterDays: days('atRiskAfterDays', 1),
    newForDays: days('newForDays', 0),
    reactivatedForDays: days('reactivatedForDays', 0),
  };
}

export function readTiers(fields: Fields): TierContent {
  const windowDays = fields.optionalWhole('windowDays', MOST_DAYS) ?? DEFAULT_TIER_CONTENT.windowDays;
  if (windowDays < 1) fields.fail('windowDays', 'must be at least 1');
  const tiers = fields.list('tiers', (tier) =>
    present({ name: tier.label('name'), any: tier.optionalList('any', readCondition) }),
  );
  const names = tiers.map(({ name }) => name);
  if (new Set(names).size < names.length) fields.fail('tiers', 'must have different names');
  if (tiers.at(-1)?.any !== undefined) fields.fail('tiers', 'must end with one without conditions, for all others');
  if (tiers.slice(0, -1).some(({ any }) => any === undefined))
    fields.fail('tiers', 'must have conditions (`any`) in all but the last');
  return { windowDays, tiers };
}

function readCondition(fields: Fields) {
  const condition = present({
    revenue: fields.optionalAmount('revenue', 'zero'),
    orders: fields.optionalWhole('orders', MOST_COUNT),
    interactions: fields.optionalWhole('interactions', MOST_COUNT),
  });
  if (Object.keys(condition).length === 0) fields.fail('', 'must name revenue, orders or interactions');
  return condition;
}

/** The command an event was, as the caller said it. */
export function policySaid({ type, data }: PolicyEvent): Said {
  const command = type === 'LifecyclePolicyPublished' ? 'PublishLifecyclePolicy' : 'PublishTierPolicy';
  return { content: { type: command, ...data }, filled: [] };
}

/** The one stream of its kind. */
export const POLICIES = aggregate('policies', {
  decider: policiesDecider,
  events: POLICY_EVENTS,
  said: policySaid,
  claimsFirst: true,
});
