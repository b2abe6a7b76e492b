import type { Policies } from '#subjects/policies/policy.js';
import type { RuleOf } from '#subjects/segments/dimension/rule-known.js';

/** What customers are told by in read models that a question opens beside its own. */
export interface Under {
  readonly policies: Policies;
  /** What segments are. */
  readonly ruleOf: RuleOf;
}
