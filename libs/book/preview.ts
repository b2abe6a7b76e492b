import { tierPolicyOf, type Policies } from '#subjects/policies/policy.js';
import { withPolicy } from '#subjects/policies/policy-sets.js';
import { parseDay } from '#kernel/time/calendar.js';
import { Fields } from '#ledger/fields.js';
import { readLifecycle, readTiers } from '#subjects/policies/policies.commands.js';
import { answered } from './answered.js';
import type { Book } from './book.js';

export const POLICY_KINDS = ['lifecycle', 'tiers'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** What a policy would change if it held since ever, or from `effectiveFrom` on, without publishing it. */
export async function previewPolicy(book: Book, kind: PolicyKind, body: unknown) {
  const fields = new Fields(body, book.calendar);
  // Waited for before this is asked.
  fields.optionalLabel('position');
  const effectiveFrom = fields.optionalDate('effectiveFrom');
  const asOf = fields.optionalDate('asOf');
  const from = fields.optionalDate('from');
  const to = fields.optionalDate('to');
  const replaced = readInto(
    fields,
    kind,
    effectiveFrom === undefined ? -Infinity : (parseDay(effectiveFrom) as number),
  );
  if (from !== undefined && to !== undefined && to < from) fields.fail('to', 'must not be before from');
  fields.done();
  return answered(book, { asOf }, ({ model, asOf: day }) =>
    model.json('preview', {
      by: kind === 'lifecycle' ? 'stage' : 'tier',
      current: model.policies,
      proposed: replaced(model.policies),
      asOf: day,
      ...(from !== undefined && { from: parseDay(from) as number }),
      to: to === undefined ? day : (parseDay(to) as number),
    }),
  );
}

/** How the proposed policy changes the present ones. */
function readInto(fields: Fields, kind: PolicyKind, from: number): (policies: Policies) => Policies {
  if (kind === 'lifecycle') {
    const dated = { from, policy: fields.object('policy', readLifecycle) };
    return (policies) => ({
      ...policies,
      lifecycle: from === -Infinity ? [dated] : withPolicy(policies.lifecycle, dated),
    });
  }
  const content = fields.object('policy', readTiers);
  return (policies) => {
    const dated = { from, policy: tierPolicyOf(content) };
    return { ...policies, tiers: from === -Infinity ? [dated] : withPolicy(policies.tiers, dated) };
  };
}
