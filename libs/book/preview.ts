import { lifecyclePolicyOf, tierPolicyOf, type Dated, type Policies } from '#subjects/policies/policy.js';
import { LIFECYCLE, TIERS } from '#subjects/policies/policy.input.js';
import { withPolicy } from '#subjects/policies/policy-sets.js';
import { parseDay } from '#kernel/time/calendar.js';
import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';
import type { Scope } from '#ledger/input/mistakes.js';
import { answered } from './answered.js';
import type { Book } from './book.js';

export const POLICY_KINDS = ['lifecycle', 'tiers'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

const SPAN = {
  // Waited for before this is asked.
  position: optional(label),
  effectiveFrom: optional(date),
  asOf: optional(date),
  from: optional(date),
  to: optional(date),
};
const LIFECYCLE_PREVIEW = new Shape(object({ ...SPAN, policy: LIFECYCLE }, inOrder));
const TIERS_PREVIEW = new Shape(object({ ...SPAN, policy: TIERS }, inOrder));

/** Of a preview of either kind. */
export const PREVIEW_BODY = { anyOf: [LIFECYCLE_PREVIEW.schema, TIERS_PREVIEW.schema] };

function inOrder({ from, to }: { readonly from?: string; readonly to?: string }, scope: Scope): void {
  if (from !== undefined && to !== undefined && to < from) scope.fail('to', 'must not be before from');
}

/** What a policy would change if it held since ever, or from `effectiveFrom` on, without publishing it. */
export async function previewPolicy(book: Book, kind: PolicyKind, body: unknown) {
  const { asOf, from, to, replaced } = kind === 'lifecycle' ? readLifecycle(book, body) : readTiers(book, body);
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

/** What was asked, and how the proposed policy changes the present ones. */
function readLifecycle(book: Book, body: unknown) {
  const { policy, ...asked } = LIFECYCLE_PREVIEW.read(body, book);
  const dated = { from: startOf(asked), policy: lifecyclePolicyOf(policy) };
  const replaced = (present: Policies): Policies => ({ ...present, lifecycle: placed(present.lifecycle, dated) });
  return { ...asked, replaced };
}

function readTiers(book: Book, body: unknown) {
  const { policy, ...asked } = TIERS_PREVIEW.read(body, book);
  const dated = { from: startOf(asked), policy: tierPolicyOf(policy) };
  const replaced = (present: Policies): Policies => ({ ...present, tiers: placed(present.tiers, dated) });
  return { ...asked, replaced };
}

function startOf({ effectiveFrom }: { readonly effectiveFrom?: string }): number {
  return effectiveFrom === undefined ? -Infinity : (parseDay(effectiveFrom) as number);
}

/** One that holds since ever is the only one. */
function placed<Policy>(present: readonly Dated<Policy>[], dated: Dated<Policy>): readonly Dated<Policy>[] {
  return dated.from === -Infinity ? [dated] : withPolicy(present, dated);
}
