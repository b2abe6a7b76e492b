import type { PublishTierPolicy } from '#client/index.js';
import { useLatest } from './latest.js';

type Policy = PublishTierPolicy['policy'];

/** What holds until a policy is published. */
export const DEFAULT_TIERS: Policy = {
  windowDays: 365,
  tiers: [
    { name: 'high', any: [{ revenue: '1000' }, { orders: 12 }] },
    { name: 'normal', any: [{ revenue: '100' }, { orders: 2 }, { interactions: 6 }] },
    { name: 'low' },
  ],
};

/** The tiers of every policy there was, those of the latest first; of the first one until they are known. */
export function useTiers(): readonly string[] {
  const { value = [] } = useLatest('TierPolicyPublished');
  const published = value.map(({ data }) => data['policy'] as Policy);
  return [...new Set([...published, DEFAULT_TIERS].flatMap(({ tiers }) => tiers.map(({ name }) => name)))];
}
