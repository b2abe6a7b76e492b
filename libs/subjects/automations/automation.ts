import type { Cap } from './cap.js';
import type { Cost } from './cost.js';
import type { Action } from './doing/doings.js';
import type { Goal } from './goal.js';
import type { QuietHours } from './quiet-hours.js';

/** By the facts that can be acted on, as callers send them to `/v1/bulk`, the events they are. */
export const TRIGGERS = {
  RecordSale: 'SaleRecorded',
  RefundSale: 'SaleRefunded',
  VoidSale: 'SaleVoided',
  RecordCredit: 'CreditRecorded',
  LogInteraction: 'InteractionLogged',
  VoidInteraction: 'InteractionVoided',
  RegisterCustomer: 'CustomerRegistered',
  ChangeCustomer: 'CustomerChanged',
  CloseCustomer: 'CustomerClosed',
  ReopenCustomer: 'CustomerReopened',
  OpenOpportunity: 'OpportunityOpened',
  ChangeOpportunity: 'OpportunityChanged',
  WinOpportunity: 'OpportunityWon',
  LoseOpportunity: 'OpportunityLost',
  ReopenOpportunity: 'OpportunityReopened',
  StartSubscription: 'SubscriptionStarted',
  ChangeSubscription: 'SubscriptionChanged',
  CancelSubscription: 'SubscriptionCancelled',
  ResumeSubscription: 'SubscriptionResumed',
} as const;
export type Trigger = keyof typeof TRIGGERS;

/** From what to what a stage or a tier changes; any where absent. */
export interface Change {
  readonly from?: string;
  readonly to?: string;
}

/** Days that a customer has, of its own or of its opportunities. */
export const DATES = [
  'registration',
  'first_purchase',
  'last_purchase',
  'expected_purchase',
  'expected_close',
] as const;

/** So many days (`7d`) after one of those days, or before it; the day itself where neither is said. */
export interface DateOn {
  readonly of: (typeof DATES)[number];
  readonly after?: string;
  readonly before?: string;
}

/** What a customer is told by at the end of each business day. */
export type EveningOn =
  | { readonly stage: Change }
  | { readonly tier: Change }
  | { readonly enters: string }
  | { readonly leaves: string }
  | { readonly date: DateOn }
  | { readonly inactivity: { readonly opportunity: string } };

/** What sets an automation off. */
export type On =
  /** `where`, in the language of segments, is about the event and its customer: what it is not true of is no occasion. */
  | { readonly fact: Trigger; readonly where?: string }
  | EveningOn
  /** A cron expression in the time zone of the book, over the members of a segment. */
  | { readonly every: string; readonly segment: string }
  /** Those who are members when it is said. */
  | { readonly now: string };

/** How often one acts on a customer. */
export const ONCE = ['per-entry', 'per-customer', 'per-year'] as const;
export type Once = (typeof ONCE)[number];

/** Who has sent what automations record. Permanent. */
export const BY_AUTOMATION = 'automation';

/** A rule that acts on customers, as it is kept. */
export type Automation = {
  readonly title: string;
  readonly description?: string;
  readonly on: On;
  /** In the language of segments. */
  readonly if?: string;
  /** From when an occasion is known until it is decided: `2d`, `4h`, `30m`. */
  readonly wait?: string;
  readonly do: readonly Action[];
  readonly once: Once;
  readonly cap?: Cap;
  /** In which customers are not written to: messages leave when they are over. */
  readonly quietHours?: QuietHours;
  /** 0 to 1, a decimal as text. */
  readonly holdOut: string;
  readonly goal?: Goal;
  readonly cost?: Cost;
  readonly enabled: boolean;
};

/** The segment whose members an automation is about, by where it says so. */
export function segmentOf(on: On): { readonly field: string; readonly id: string } | undefined {
  if ('enters' in on) return { field: 'on.enters', id: on.enters };
  if ('leaves' in on) return { field: 'on.leaves', id: on.leaves };
  if ('every' in on) return { field: 'on.segment', id: on.segment };
  return 'now' in on ? { field: 'on.now', id: on.now } : undefined;
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds from when an occasion is known until it is decided. */
export function waitOf({ wait }: Pick<Automation, 'wait'>): number {
  if (wait === undefined) return 0;
  return Number.parseInt(wait, 10) * UNITS[wait.slice(-1) as keyof typeof UNITS];
}
