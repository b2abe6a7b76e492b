import { aggregate } from '#ledger/aggregate.js';
import { pastInstant } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { whole } from '#ledger/input/number.js';
import { optional } from '#ledger/input/object.js';
import { label, oneOf, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { interactionDecider, type LogInteraction, type VoidInteraction } from './interaction.decider.js';
import { INTERACTION_EVENTS, type InteractionEvent } from './interaction.events.js';

/** A year, in seconds. */
const LONGEST = 31_536_000;

export const LOGGING = commandInput(
  'LogInteraction',
  {
    occurredAt: instant,
    id: label,
    customerId: label,
    kind: label,
    channel: optional(label),
    direction: optional(oneOf(['in', 'out'])),
    salesperson: optional(label),
    durationSeconds: optional(whole(LONGEST)),
    campaign: optional(label),
    subject: optional(text),
  },
  ({ occurredAt, subject, ...said }, reading): Omit<LogInteraction, 'customer'> => {
    const at = pastInstant('occurredAt', occurredAt, reading);
    const interaction = subject === undefined ? said : { ...said, personal: { subject } };
    return { type: 'LogInteraction', at, interaction };
  },
);

export const VOIDING = commandInput(
  'VoidInteraction',
  { id: label, interactionId: label, reason: text },
  ({ id: change, interactionId: id, reason }): VoidInteraction => ({ type: 'VoidInteraction', id, change, reason }),
);

/** The command an event was, as the caller said it. */
function interactionSaid({ type, occurredAt, data }: InteractionEvent): Said {
  switch (type) {
    case 'InteractionLogged': {
      const { personal, ...said } = data;
      return { content: { type: 'LogInteraction', ...said, occurredAt, ...personal }, filled: [] };
    }
    case 'InteractionVoided': {
      const { id: interactionId, change: id, reason } = data;
      return { content: { type: 'VoidInteraction', id, interactionId, reason }, filled: [] };
    }
  }
}

export const INTERACTION = aggregate('interaction-', {
  decider: interactionDecider,
  events: INTERACTION_EVENTS,
  said: interactionSaid,
});
