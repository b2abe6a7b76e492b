import { aggregate } from '#ledger/aggregate.js';
import { CUSTOMER_EVENTS } from './customer.events.js';
import { customerDecider } from './customer.decider.js';
import { claimOf, openFields, present, refuseFuture, type Read, type Reading } from '#ledger/command.js';
import type { ChangeCustomer, RegisterCustomer, TurnCustomer } from './customer.decider.js';
import type { Said } from '#ledger/differences.js';
import type { Attributes, CustomerEvent, Personal } from './customer.events.js';
import type { Fields } from '#ledger/fields.js';

interface Profile {
  readonly attributes: Attributes;
  readonly personal?: Personal;
}

/** What can be said of a customer, split into what figures can be cut by and what is personal. */
function readProfile(fields: Fields): Profile {
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
    attributes: fields.optionalMap('attributes', (inner, key) => inner.label(key)),
  });
  return Object.keys(personal).length === 0 ? { attributes } : { attributes, personal };
}

export function readRegistration(data: unknown, reading: Reading): Read<RegisterCustomer> {
  const { fields, envelope } = openFields(data, reading);
  const id = fields.label('id');
  const registeredAt = fields.optionalInstant('registeredAt');
  const profile = readProfile(fields);
  fields.done();
  const type = 'RegisterCustomer';
  const at = registeredAt ?? reading.now;
  refuseFuture('registeredAt', at, reading);
  const content = present({ type, id, registeredAt, ...profile.attributes, ...profile.personal });
  return { command: { type, id, at, ...profile }, claim: claimOf(id, content, envelope) };
}

export function readChange(data: unknown, reading: Reading): Read<ChangeCustomer> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('customerId');
  const effectiveAt = fields.optionalInstant('effectiveAt');
  const profile = readProfile(fields);
  if (fields.sound && Object.keys(profile.attributes).length === 0 && profile.personal === undefined)
    fields.fail('', 'must name at least one thing to change');
  fields.done();
  const type = 'ChangeCustomer';
  const at = effectiveAt ?? reading.now;
  refuseFuture('effectiveAt', at, reading);
  const content = present({
    type,
    id: change,
    customerId: id,
    effectiveAt,
    ...profile.attributes,
    ...profile.personal,
  });
  return { command: { type, id, change, at, ...profile }, claim: claimOf(change, content, envelope) };
}

export function readClosing(data: unknown, reading: Reading): Read<TurnCustomer> {
  return readTurn('CloseCustomer', data, reading);
}

export function readReopening(data: unknown, reading: Reading): Read<TurnCustomer> {
  return readTurn('ReopenCustomer', data, reading);
}

function readTurn(type: TurnCustomer['type'], data: unknown, reading: Reading): Read<TurnCustomer> {
  const { fields, envelope } = openFields(data, reading);
  const change = fields.label('id');
  const id = fields.label('customerId');
  const occurredAt = fields.optionalInstant('occurredAt');
  const reason = fields.optionalText('reason');
  fields.done();
  const at = occurredAt ?? reading.now;
  refuseFuture('occurredAt', at, reading);
  const content = present({ type, id: change, customerId: id, occurredAt, reason });
  return { command: present({ type, id, change, at, reason }), claim: claimOf(change, content, envelope) };
}

/** The command an event was, as the caller said it. */
export function customerSaid({ type, occurredAt, data }: CustomerEvent): Said {
  switch (type) {
    case 'CustomerRegistered': {
      const { id, attributes, personal } = data;
      const content = { type: 'RegisterCustomer', id, registeredAt: occurredAt, ...attributes, ...personal };
      return { content, filled: ['registeredAt'] };
    }
    case 'CustomerChanged': {
      const { id: customerId, change: id, attributes, personal } = data;
      const content = { type: 'ChangeCustomer', id, customerId, effectiveAt: occurredAt, ...attributes, ...personal };
      return { content, filled: ['effectiveAt'] };
    }
    case 'CustomerClosed':
    case 'CustomerReopened': {
      const { id: customerId, change: id, reason } = data;
      const turn = type === 'CustomerClosed' ? 'CloseCustomer' : 'ReopenCustomer';
      return { content: present({ type: turn, id, customerId, occurredAt, reason }), filled: ['occurredAt'] };
    }
  }
}

export const CUSTOMER = aggregate('customer-', {
  decider: customerDecider,
  events: CUSTOMER_EVENTS,
  said: customerSaid,
  warm: true,
});
