import { claimOf, openFields, present, refuseFuture, type Reading } from './command.js';
import type { Read } from './customer.commands.js';
import type { LogInteraction, VoidInteraction } from './interaction.decider.js';

export function readInteraction(data: unknown, reading: Reading): Read<LogInteraction> {
  const { fields, envelope } = openFields(data, reading);
  const at = fields.instant('occurredAt');
  const said = present({
    id: fields.label('id'),
    customerId: fields.label('customerId'),
    kind: fields.label('kind'),
    channel: fields.optionalLabel('channel'),
    direction: fields.optionalOneOf('direction', ['in', 'out']),
    salesperson: fields.optionalLabel('salesperson'),
    durationSeconds: fields.optionalWhole('durationSeconds', 31_536_000),
    campaign: fields.optionalLabel('campaign'),
  });
  const subject = fields.optionalText('subject');
  fields.done();
  refuseFuture('occurredAt', at, reading);
  const content = present({ ...said, occurredAt: at, subject });
  const personal = subject === undefined ? {} : { personal: { subject } };
  return {
    command: { type: 'LogInteraction', at, ...said, ...personal },
    claim: claimOf('LogInteraction', said.id, content, envelope),
  };
}

export function readInteractionVoid(data: unknown, reading: Reading): Read<VoidInteraction> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('interactionId');
  const reason = fields.requiredText('reason');
  fields.done();
  const content = { id: change, interactionId: id, reason };
  return {
    command: { type: 'VoidInteraction', id, change, reason },
    claim: claimOf('VoidInteraction', change, content, envelope),
  };
}
