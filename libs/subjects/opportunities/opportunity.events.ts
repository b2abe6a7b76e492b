import type { EventTypes } from '#kernel/event-type.js';
import { decimalIfAny, needDecimal, needText, textIfAny } from '#kernel/shape.js';
import type { NewEvent } from '#kernel/event.js';
import type { EventOf } from '#kernel/event.js';
import type { CreditShare } from '../sales/credit-shares.js';
import type { Personal } from '../customers/customer.events.js';

/** An opportunity as it was opened. */
export type OpportunityContent = {
  readonly id: string;
  readonly customerId?: string;
  readonly product?: string;
  readonly salesperson?: string;
  readonly region?: string;
  /** Which of the business's ways of selling it goes. */
  readonly pipeline?: string;
  readonly value?: string;
  readonly currency: string;
  /** As a sale's, on the day of opening. */
  readonly rate: string | null;
  /** A date. */
  readonly expectedCloseOn?: string;
  /** 0 to 1. */
  readonly probability?: string;
  readonly personal?: Personal;
};

/** What every later event of an opportunity carries; `rate` is the one of its own day. */
type OfOpportunity = {
  readonly id: string;
  readonly customerId?: string;
  readonly change: string;
  readonly rate: string | null;
};

export type OpportunityOpened = EventOf<'OpportunityOpened', OpportunityContent>;

export type OpportunityChanged = EventOf<
  'OpportunityChanged',
  OfOpportunity & {
    readonly stage?: string;
    readonly value?: string;
    readonly salesperson?: string;
    readonly pipeline?: string;
    readonly expectedCloseOn?: string;
    readonly probability?: string;
  }
>;

export type OpportunityWon = EventOf<
  'OpportunityWon',
  OfOpportunity & { readonly value?: string; readonly credits?: readonly CreditShare[] }
>;

export type OpportunityLost = EventOf<'OpportunityLost', OfOpportunity & { readonly reason?: string }>;

export type OpportunityReopened = EventOf<'OpportunityReopened', OfOpportunity>;

export type OpportunityEvent =
  OpportunityOpened | OpportunityChanged | OpportunityWon | OpportunityLost | OpportunityReopened;

export const OPPORTUNITY_EVENTS: EventTypes = {
  OpportunityOpened: { schema: 1, check: checkShape },
  OpportunityChanged: { schema: 1, check: checkShape },
  OpportunityWon: { schema: 1, check: checkShape },
  OpportunityLost: { schema: 1, check: checkShape },
  OpportunityReopened: { schema: 1, check: checkShape },
};

function checkShape({ type, data }: NewEvent): void {
  needText(data, 'id', type === 'OpportunityOpened' ? 'currency' : 'change');
  textIfAny(data, 'customerId', 'product', 'salesperson', 'region', 'pipeline', 'stage', 'reason');
  decimalIfAny(data, 'value', 'probability');
  if (data['rate'] !== null) needDecimal(data, 'rate');
}
