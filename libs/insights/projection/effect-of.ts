import type { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { BookEvent } from '#ledger/events.js';
import { customerEffect } from './customer-effect.js';
import type { Effect } from './effect.js';
import { interactionEffect } from './interaction-effect.js';
import { creditEffect, saleEffect } from './sale-effect.js';

/** What an event of the book means for its customer's figures, or a guest's; undefined where it means nothing for them. An unknown type is a fault. */
export function effectOf(recorded: RecordedEvent, calendar: Calendar): Effect | undefined {
  const event = recorded as RecordedEvent & BookEvent;
  switch (event.type) {
    case 'CustomerRegistered':
    case 'CustomerChanged':
    case 'CustomerClosed':
    case 'CustomerReopened':
      return customerEffect(event, calendar);
    case 'SaleRecorded':
    case 'SaleRefunded':
    case 'SaleVoided':
      return saleEffect(event, calendar);
    case 'CreditRecorded':
      return creditEffect(event, calendar);
    case 'InteractionLogged':
    case 'InteractionVoided':
      return interactionEffect(event, calendar);
    case 'OpportunityOpened':
    case 'OpportunityChanged':
    case 'OpportunityWon':
    case 'OpportunityLost':
    case 'OpportunityReopened':
    case 'RateSet':
    case 'TargetSet':
    case 'LifecyclePolicyPublished':
    case 'TierPolicyPublished':
    case 'PeriodClosed':
    case 'BookOpened':
      return undefined;
  }
  throw new Error(`no projection for the event type ${recorded.type} at ${String(recorded.position)}`);
}
