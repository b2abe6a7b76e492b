import type { Action } from './doing/doings.js';

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

/** Who has sent what automations record: it sets none off. Permanent. */
export const BY_AUTOMATION = 'automation';

/** A rule that acts on customers, as it is kept. */
export type Automation = {
  readonly title: string;
  readonly description?: string;
  /** `where`, in the language of segments, is about the event and its customer: what it is not true of is no occasion. */
  readonly on: { readonly fact: Trigger; readonly where?: string };
  /** In the language of segments. */
  readonly if?: string;
  readonly do: readonly Action[];
  readonly once: Once;
  /** 0 to 1, a decimal as text. */
  readonly holdOut: string;
  readonly enabled: boolean;
};
