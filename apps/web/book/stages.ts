import type { Customer } from '#client/index.js';

/** Stages in the order of a customer's life. Tiers are in the policy's, which answers do not say. */
export const STAGES: readonly Customer['stage'][] = [
  'lead',
  'new',
  'active',
  'reactivated',
  'at_risk',
  'churned',
  'closed',
];
