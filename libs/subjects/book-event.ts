import type { BookOpened } from '#ledger/book.js';
import type { CreditRecorded } from './credits/credit.events.js';
import type { CustomerEvent } from './customers/customer.events.js';
import type { InteractionEvent } from './interactions/interaction.events.js';
import type { OpportunityEvent } from './opportunities/opportunity.events.js';
import type { PeriodClosed } from './periods/period.events.js';
import type { PolicyEvent } from './policies/policy.events.js';
import type { RateSet } from './rates/rate.events.js';
import type { SaleEvent } from './sales/sale.events.js';
import type { TargetSet } from './targets/target.events.js';

/** Every event that built-in subjects record, for what builds books by hand. */
export type BookEvent =
  | CustomerEvent
  | SaleEvent
  | CreditRecorded
  | InteractionEvent
  | OpportunityEvent
  | RateSet
  | TargetSet
  | PolicyEvent
  | PeriodClosed
  | BookOpened;
