import type { Static } from 'typebox';
import type { AUTOMATION } from './automation.input.js';

/** A rule that acts on customers, as it is kept. */
export type Automation = Static<typeof AUTOMATION>;

/** By the facts that can be acted on, as callers send them to `/v1/bulk`, the events they are. */
export const TRIGGERS = {
  RecordSale: 'SaleRecorded',
  RefundSale: 'SaleRefunded',
  LogInteraction: 'InteractionLogged',
  RegisterCustomer: 'CustomerRegistered',
  ChangeCustomer: 'CustomerChanged',
  CloseCustomer: 'CustomerClosed',
  ReopenCustomer: 'CustomerReopened',
} as const;
export type Trigger = keyof typeof TRIGGERS;

/** How often one acts on a customer. */
export const ONCE = ['per-entry', 'per-customer', 'per-year'] as const;
export type Once = (typeof ONCE)[number];

/** Who a follow-up goes to in place of somebody by name: whoever sells to the customer. */
export const SALESPERSON = 'salesperson';
