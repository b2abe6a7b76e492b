import type { Envelope } from '#kernel/event.js';
import type { Claim } from '#kernel/handle.js';
import { claimOf, openFields, present, refuseFuture, type Reading } from './command.js';
import type { CustomerCommand } from './customer.decider.js';
import type { Attributes, Personal } from './events.js';
import type { Fields } from './fields.js';

/** A command as its decider takes it, and what the caller claims by it. */
export interface Read<Command> {
  readonly command: Command;
  readonly claim: Claim;
}

interface Profile {
  readonly attributes: Attributes;
  readonly personal?: Personal;
}

/** What can be said of a customer, split into what figures can be cut by and what is personal. */
function profile(fields: Fields): Profile {
  const attributes = present({
    region: fields.optionalLabel('region'),
    source: fields.optionalLabel('source'),
    segment: fields.optionalLabel('segment'),
    salesperson: fields.optionalLabel('salesperson'),
  });
  const personal = present({
    name: fields.optionalLabel('name'),
    email: fields.optionalLabel('email'),
    phone: fields.optionalLabel('phone'),
    attributes: fields.optionalTexts('attributes'),
  });
  return Object.keys(personal).length === 0 ? { attributes } : { attributes, personal };
}

export function readRegistration(data: unknown, reading: Reading): Read<CustomerCommand> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const registeredAt = fields.optionalInstant('registeredAt');
  const said = profile(fields);
  fields.done();
  const at = registeredAt ?? reading.now;
  refuseFuture('registeredAt', at, reading);
  const content = present({ id, registeredAt, ...said.attributes, ...said.personal });
  return {
    command: { type: 'RegisterCustomer', id, at, ...said },
    claim: claimOf('RegisterCustomer', id, content, envelope),
  };
}

export function readChange(data: unknown, reading: Reading): Read<CustomerCommand> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('customerId');
  const effectiveAt = fields.optionalInstant('effectiveAt');
  const said = profile(fields);
  if (Object.keys(said.attributes).length === 0 && said.personal === undefined)
    fields.fail('', 'must name at least one thing to change');
  fields.done();
  const at = effectiveAt ?? reading.now;
  refuseFuture('effectiveAt', at, reading);
  const content = present({ id: change, customerId: id, effectiveAt, ...said.attributes, ...said.personal });
  return {
    command: { type: 'ChangeCustomer', id, change, at, ...said },
    claim: claimOf('ChangeCustomer', change, content, envelope),
  };
}

export const readClosing = closingReader('CloseCustomer');
export const readReopening = closingReader('ReopenCustomer');

function closingReader(type: 'CloseCustomer' | 'ReopenCustomer') {
  return (data: unknown, reading: Reading): Read<CustomerCommand> => {
    const { fields, envelope }: { fields: Fields; envelope: Envelope } = openFields(data, reading);
    const change = fields.label('id');
    const id = fields.label('customerId');
    const occurredAt = fields.optionalInstant('occurredAt');
    const reason = fields.optionalText('reason');
    fields.done();
    const at = occurredAt ?? reading.now;
    refuseFuture('occurredAt', at, reading);
    const content = present({ id: change, customerId: id, occurredAt, reason });
    return {
      command: { type, id, change, at, ...present({ reason }) },
      claim: claimOf(type, change, content, envelope),
    };
  };
}
