import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { customerDecider } from './customer.decider.js';
import type { CustomerEvent } from './customer.events.js';
import type { OverrideTier } from './tier-override.decider.js';

const at = (day: string) => `2020-${day}T00:00:00.000Z`;
const base = { schema: 1, key: 'c1' } as const;
const registered: CustomerEvent = {
  ...base,
  type: 'CustomerRegistered',
  occurredAt: at('01-01'),
  data: { id: 'c1', attributes: {} },
};
const overridden = (change: string, day: string): CustomerEvent => ({
  ...base,
  type: 'CustomerTierOverridden',
  occurredAt: at(day),
  data: { id: 'c1', change, tier: 'high', from: `2020-${day}`, reason: 'vip' },
});
const withdrawn = (change: string, override: string | undefined, day: string, from?: string): CustomerEvent => ({
  ...base,
  type: 'CustomerTierOverrideWithdrawn',
  occurredAt: at(from ?? day),
  data: {
    ...{ id: 'c1', change },
    ...(override !== undefined && { override }),
    ...(from !== undefined && { from: `2020-${from}` }),
  },
});
const override: OverrideTier = {
  ...{ type: 'OverrideTier', id: 'c1', change: 'a', at: at('03-01') },
  ...{ tier: 'high', from: '2020-03-01', reason: 'vip', tiers: new Set(['high', 'low']) },
};
const withdraw = { type: 'WithdrawTierOverride', id: 'c1', change: 'w' } as const;

describe('the tier of a customer', () => {
  it('is given by hand, once more too', () => {
    given(customerDecider, registered).when(override).yields(overridden('a', '03-01'));
    given(customerDecider, registered, overridden('b', '02-01')).when(override).yields(overridden('a', '03-01'));
  });

  it('must be one that a policy has, of a customer that there is', () => {
    given(customerDecider, registered)
      .when({ ...override, tier: 'top' })
      .isRefused('tier-unknown', 'tier');
    given(customerDecider).when(override).isRefused('not-found');
  });

  it('is left to the policy again: as if it had never been, or from a date on', () => {
    const book = given(customerDecider, registered, overridden('a', '03-01'), overridden('b', '02-01'));
    book.when({ ...withdraw, override: 'a' }).yields(withdrawn('w', 'a', '03-01'));
    // What changes from the first day of any on.
    book.when(withdraw).yields(withdrawn('w', undefined, '02-01'));
    book
      .when({ ...withdraw, override: 'a', from: '2020-04-01', at: at('04-01') })
      .yields(withdrawn('w', 'a', '03-01', '04-01'));
  });

  it('cannot be withdrawn where it does not stand, but ended sooner where it ends', () => {
    const never = given(customerDecider, registered, overridden('a', '03-01'), withdrawn('v', 'a', '03-01'));
    never.when({ ...withdraw, override: 'a' }).isRefused('not-found');
    never.when(withdraw).isRefused('not-found');
    given(customerDecider, registered, overridden('a', '03-01'), withdrawn('v', 'a', '03-01', '05-01'))
      .when({ ...withdraw, override: 'a' })
      .yields(withdrawn('w', 'a', '03-01'));
  });
});
