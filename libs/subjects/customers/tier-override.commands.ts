import type { Desk } from '#ledger/command-type.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { date, startOfDate } from '#ledger/input/time.js';
import { POLICIES } from '../policies/policies.commands.js';
import type { OverrideTier, WithdrawTierOverride } from './tier-override.decider.js';

export type AskedOverride = Omit<OverrideTier, 'tiers'>;

export const OVERRIDE = commandInput(
  'OverrideTier',
  { id: label, customerId: label, tier: label, from: date, until: optional(date), reason: text },
  ({ id: change, customerId: id, ...said }, { calendar }): AskedOverride => ({
    type: 'OverrideTier',
    id,
    change,
    at: startOfDate(said.from, calendar),
    ...said,
  }),
  ({ from = '', until }, scope) => {
    if (scope.sound && until !== undefined && until < from) scope.fail('until', 'must not be before from');
  },
);

export const WITHDRAWAL = commandInput(
  'WithdrawTierOverride',
  { id: label, customerId: label, override: optional(label), from: optional(date), reason: optional(text) },
  ({ id: change, customerId: id, ...said }, { calendar }): WithdrawTierOverride => ({
    type: 'WithdrawTierOverride',
    id,
    change,
    ...said,
    ...(said.from !== undefined && { at: startOfDate(said.from, calendar) }),
  }),
);

/** With the tiers that there are. */
export async function withTiers(asked: AskedOverride, { handler }: Desk): Promise<OverrideTier> {
  return { ...asked, tiers: await handler.stateOf(POLICIES, '') };
}
