import { aggregate } from '#ledger/aggregate.js';
import { INTERACTION_EVENTS } from './interaction.events.js';
import { interactionDecider } from './interaction.decider.js';
import { claimOf, openFields, present, refuseFuture, type Read, type Reading } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import type { InteractionEvent } from './interaction.events.js';
import type { LogInteraction, VoidInteraction } from './interaction.decider.js';

/** A year, in seconds. */
const LONGEST = 31_536_000;

export function readInteraction(data: unknown, reading: Reading): Read<Omit<LogInteraction, 'customer'>> {
  const { fields, envelope } = openFields(data, reading);
  const at = fields.instant('occurredAt');
  const said = present({
    id: fields.label('id'),
    customerId: fields.label('customerId'),
    kind: fields.label('kind'),
    channel: fields.optionalLabel('channel'),
    direction: fields.optionalOneOf('direction', ['in', 'out']),
    salesperson: fields.optionalLabel('salesperson'),
    durationSeconds: fields.optionalWhole('durationSeconds', LONGEST),
    campaign: fields.optionalLabel('campaign'),
  });
  const subject = fields.optionalText('subject');
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const type = 'LogInteraction';
  const interaction = subject === undefined ? said : { ...said, personal: { subject } };
  const content = present({ type, ...said, occurredAt: at, subject });
  return { command: { type, at, interaction }, claim: claimOf(said.id, content, envelope) };
}

export function readInteractionVoid(data: unknown, reading: Reading): Read<VoidInteraction> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('interactionId');
  const reason = fields.requiredText('reason');
  fields.done();
  const type = 'VoidInteraction';
  const content = { type, id: change, interactionId: id, reason };
  return { command: { type, id, change, reason }, claim: claimOf(change, content, envelope) };
}

/** The command an event was, as the caller said it. */
export function interactionSaid({ type, occurredAt, data }: InteractionEvent): Said {
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
