import { Type } from 'typebox';
import { EVENT, MASKED } from '#figures/journal/journal.answers.js';
import { CREDITS_SHOWN } from '../sales/sale.answers.js';
import { DATE, DECIMAL, INSTANT, named, nullable, oneOf, text, type Told } from '#kernel/answer-schema.js';

/** What is shown of an opportunity. */
export const OPPORTUNITY_SHOWN = named('Opportunity', 'An opportunity as of now', {
  id: text('as the caller gave it'),
  status: oneOf(['open', 'won', 'lost']),
  openedAt: INSTANT,
  closedAt: nullable(INSTANT, 'null while it is open'),
  customerId: Type.Optional(text('absent where it is nobody yet')),
  title: Type.Optional(text('as given')),
  product: Type.Optional(text('what it is about')),
  salesperson: Type.Optional(text('what it counts under, unless it has credits')),
  credits: CREDITS_SHOWN,
  region: Type.Optional(text('what it counts under')),
  pipeline: Type.Optional(text('the one it is in')),
  value: Type.Optional(DECIMAL),
  currency: text('ISO 4217'),
  stage: Type.Optional(text('as last said')),
  expectedCloseOn: Type.Optional(DATE),
  probability: Type.Optional(DECIMAL),
  reason: Type.Optional(text('why it was lost')),
  masked: MASKED,
  journal: Type.Array(EVENT),
});
export type OpportunityShown = Told<typeof OPPORTUNITY_SHOWN>;
