import type { BookOpened } from '#ledger/book.js';
import type { CreditRecorded } from '#subjects/credits/credit.events.js';
import type { CustomerEvent } from '#subjects/customers/customer.events.js';
import type { InteractionEvent } from '#subjects/interactions/interaction.events.js';
import type { MergeEvent } from '#subjects/merges/merge.events.js';
import type { OpportunityEvent } from '#subjects/opportunities/opportunity.events.js';
import type { PeriodClosed } from '#subjects/periods/period.events.js';
import type { PolicyEvent } from '#subjects/policies/policy.events.js';
import type { RateSet } from '#subjects/rates/rate.events.js';
import type { SaleEvent } from '#subjects/sales/sale.events.js';
import type { SubscriptionEvent } from '#subjects/subscriptions/subscription.events.js';
import type { TargetSet } from '#subjects/targets/target.events.js';

/** Every event that built-in subjects record, for what builds books by hand. */
export type BookEvent =
  | CustomerEvent
  | MergeEvent
  | SaleEvent
  | CreditRecorded
  | InteractionEvent
  | OpportunityEvent
  | SubscriptionEvent
  | RateSet
  | TargetSet
  | PolicyEvent
  | PeriodClosed
  | BookOpened;
