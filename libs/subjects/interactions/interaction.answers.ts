import { Type } from 'typebox';
import { EVENT, MASKED } from '#figures/journal/journal.answers.js';
import { INSTANT, named, oneOf, text, type Told } from '#kernel/answer-schema.js';

/** What is shown of an interaction. */
export const INTERACTION_SHOWN = named('Interaction', 'An interaction as of now', {
  id: text('as the caller gave it'),
  status: oneOf(['logged', 'voided']),
  occurredAt: INSTANT,
  customerId: text('with whom'),
  kind: text('such as call'),
  channel: Type.Optional(text('what it counts under')),
  direction: Type.Optional(oneOf(['in', 'out'])),
  salesperson: Type.Optional(text('what it counts under')),
  durationSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  campaign: Type.Optional(text('what it counts under')),
  subject: Type.Optional(text('what it was about')),
  masked: MASKED,
  journal: Type.Array(EVENT),
});
export type InteractionShown = Told<typeof INTERACTION_SHOWN>;
