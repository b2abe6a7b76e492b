import type { Definitions } from '#insights/customer/published.js';
import type { Policies } from '#insights/customer/policy.js';
import type { Views } from '#kernel/views.port.js';

/** Read models, and the policies they were built with. */
export interface Model {
  readonly views: Views;
  readonly policies: Policies;
  readonly definitions: Definitions;
}
