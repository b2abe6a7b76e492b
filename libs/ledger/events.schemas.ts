import type { BookEvent } from './events.js';

/**
 * Every event type with the newest version of its shape that this release knows. What a newer release stored under a higher one cannot
 * be read; a change of shape raises the number here and brings an upcaster.
 */
export const NEWEST_SCHEMA: Readonly<Record<BookEvent['type'], number>> = {
  CustomerRegistered: 1,
  CustomerChanged: 1,
  CustomerClosed: 1,
  CustomerReopened: 1,
  SaleRecorded: 1,
  SaleRefunded: 1,
  SaleVoided: 1,
  CreditRecorded: 1,
  InteractionLogged: 1,
  InteractionVoided: 1,
  OpportunityOpened: 1,
  OpportunityChanged: 1,
  OpportunityWon: 1,
  OpportunityLost: 1,
  OpportunityReopened: 1,
  RateSet: 1,
  TargetSet: 1,
  LifecyclePolicyPublished: 1,
  TierPolicyPublished: 1,
  PeriodClosed: 1,
  BookOpened: 1,
};
