import type { Facts } from '../facts.js';
import { DealsFold } from './deals-fold.js';
import type { OpportunityEvent } from './opportunity.events.js';

/** Every event of an opportunity is a step of its history, which its facts are made from. */
export const opportunityFacts: Facts<OpportunityEvent> = {
  of: (event) => event as typeof event & OpportunityEvent,
  fold: ({ calendar }) => new DealsFold(calendar),
};
