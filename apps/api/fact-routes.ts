import type { CommandType } from '#ledger/readers.js';

/** A route that records one fact. `:id` in the path is `names` in the data. */
export interface FactRoute {
  readonly method: 'POST' | 'PATCH';
  /** After `/v1/`. */
  readonly path: string;
  readonly type: CommandType;
  readonly names?: 'customerId' | 'saleId' | 'interactionId' | 'opportunityId';
}

/** Every route that records one fact: the table of contents of the write side. Spec section 2. */
export const FACT_ROUTES: readonly FactRoute[] = [
  { method: 'POST', path: 'customers', type: 'RegisterCustomer' },
  { method: 'PATCH', path: 'customers/:id', type: 'ChangeCustomer', names: 'customerId' },
  { method: 'POST', path: 'customers/:id/close', type: 'CloseCustomer', names: 'customerId' },
  { method: 'POST', path: 'customers/:id/reopen', type: 'ReopenCustomer', names: 'customerId' },
  { method: 'POST', path: 'sales', type: 'RecordSale' },
  { method: 'POST', path: 'sales/:id/refunds', type: 'RefundSale', names: 'saleId' },
  { method: 'POST', path: 'sales/:id/void', type: 'VoidSale', names: 'saleId' },
  { method: 'POST', path: 'credits', type: 'RecordCredit' },
  { method: 'POST', path: 'interactions', type: 'LogInteraction' },
  { method: 'POST', path: 'interactions/:id/void', type: 'VoidInteraction', names: 'interactionId' },
  { method: 'POST', path: 'opportunities', type: 'OpenOpportunity' },
  { method: 'PATCH', path: 'opportunities/:id', type: 'ChangeOpportunity', names: 'opportunityId' },
  { method: 'POST', path: 'opportunities/:id/win', type: 'WinOpportunity', names: 'opportunityId' },
  { method: 'POST', path: 'opportunities/:id/lose', type: 'LoseOpportunity', names: 'opportunityId' },
  { method: 'POST', path: 'opportunities/:id/reopen', type: 'ReopenOpportunity', names: 'opportunityId' },
  { method: 'POST', path: 'rates', type: 'SetRate' },
  { method: 'POST', path: 'targets', type: 'SetTarget' },
  { method: 'POST', path: 'policies/lifecycle', type: 'PublishLifecyclePolicy' },
  { method: 'POST', path: 'policies/tiers', type: 'PublishTierPolicy' },
];
