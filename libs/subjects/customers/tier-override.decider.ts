import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type { CustomerTierOverridden, CustomerTierOverrideWithdrawn } from './customer.events.js';

/** Gives a customer a tier whatever the policy says, from one day to another. */
export interface OverrideTier {
  readonly type: 'OverrideTier';
  readonly id: string;
  /** By which it is withdrawn. */
  readonly change: string;
  /** The start of the first day. */
  readonly at: string;
  readonly tier: string;
  /** Dates, both included; for ever where the last is absent. */
  readonly from: string;
  readonly until?: string;
  readonly reason: string;
  /** Those of all policies that were published, and of the one before any. */
  readonly tiers: ReadonlySet<string>;
}
export interface WithdrawTierOverride {
  readonly type: 'WithdrawTierOverride';
  readonly id: string;
  readonly change: string;
  /** The only one; all that stand where absent. */
  readonly override?: string;
  /** The date from which on it holds no more, and its start; it never held where absent. */
  readonly from?: string;
  readonly at?: string;
  readonly reason?: string;
}

/** Overrides that stand, with the starts of their first days. */
export type Overrides = readonly { readonly id: string; readonly at: string }[];

export function overridesAfter(
  overrides: Overrides,
  event: CustomerTierOverridden | CustomerTierOverrideWithdrawn,
): Overrides {
  if (event.type === 'CustomerTierOverridden') return [...overrides, { id: event.data.change, at: event.occurredAt }];
  const { override, from } = event.data;
  // What ends later may have to end sooner.
  return from === undefined ? overrides.filter(({ id }) => override !== undefined && id !== override) : overrides;
}

/** @throws Problem `tier-unknown` naming those there are */
export function overrideTier(command: OverrideTier): CustomerTierOverridden {
  const { id, change, at, tier, from, until, reason, tiers } = command;
  if (!tiers.has(tier))
    throw new Problem('tier-unknown', `there is no tier ${tier}; the policies have ${[...tiers].join(', ')}`, [
      { field: 'tier', detail: 'is in no policy' },
    ]);
  const data = present({ id, change, tier, from, until, reason });
  return { type: 'CustomerTierOverridden', schema: 1, occurredAt: at, key: id, data };
}

/** @throws Problem `not-found` where it does not stand */
export function withdrawOverride(
  { id, change, at, override, from, reason }: WithdrawTierOverride,
  overrides: Overrides,
): CustomerTierOverrideWithdrawn {
  const withdrawn = overrides.filter((one) => override === undefined || one.id === override);
  const [first] = withdrawn.map((one) => one.at).sort();
  if (first === undefined) {
    const named = override === undefined ? '' : `${override} `;
    throw new Problem('not-found', `no override ${named}of the tier stands on the customer ${id}`);
  }
  const data = present({ id, change, override, from, reason });
  return { type: 'CustomerTierOverrideWithdrawn', schema: 1, occurredAt: at ?? first, key: id, data };
}
