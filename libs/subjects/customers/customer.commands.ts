import { aggregate } from '#ledger/aggregate.js';
import { present, pastInstant } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { flag } from '#ledger/input/flag.js';
import { map, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { timeZone } from '#ledger/input/time-zone.js';
import { customerDecider, type ChangeCustomer, type RegisterCustomer, type TurnCustomer } from './customer.decider.js';
import { CUSTOMER_EVENTS, type Attributes, type CustomerEvent, type Personal } from './customer.events.js';

/** What can be said of a customer: first what figures can be cut by, then whether they leave it out, then what is personal. */
const PROFILE = {
  region: optional(label),
  source: optional(label),
  segment: optional(label),
  salesperson: optional(label),
  timeZone: optional(timeZone),
  excluded: optional(flag),
  name: optional(label),
  email: optional(label),
  phone: optional(label),
  attributes: optional(map(label)),
};

type Profile = Attributes & { readonly excluded?: boolean } & Pick<Personal, 'name' | 'email' | 'phone' | 'attributes'>;

function profileOf({ region, source, segment, salesperson, timeZone, excluded, ...personal }: Profile) {
  const said = { attributes: present({ region, source, segment, salesperson, timeZone }), ...present({ excluded }) };
  return Object.keys(personal).length === 0 ? said : { ...said, personal };
}

export const REGISTRATION = commandInput(
  'RegisterCustomer',
  { id: label, registeredAt: optional(instant), ...PROFILE },
  ({ id, registeredAt, ...profile }, reading): RegisterCustomer => {
    const at = pastInstant('registeredAt', registeredAt, reading);
    return { type: 'RegisterCustomer', id, at, ...profileOf(profile) };
  },
);

export const CHANGE = commandInput(
  'ChangeCustomer',
  { id: label, customerId: label, effectiveAt: optional(instant), ...PROFILE },
  ({ id: change, customerId: id, effectiveAt, ...profile }, reading): ChangeCustomer => {
    const at = pastInstant('effectiveAt', effectiveAt, reading);
    return { type: 'ChangeCustomer', id, change, at, ...profileOf(profile) };
  },
  (said, scope) => {
    if (scope.sound && Object.keys(said).every((name) => !(name in PROFILE)))
      scope.fail('', 'must name at least one thing to change');
  },
);

export const CLOSING = turn('CloseCustomer');
export const REOPENING = turn('ReopenCustomer');

function turn(type: TurnCustomer['type']) {
  return commandInput(
    type,
    { id: label, customerId: label, occurredAt: optional(instant), reason: optional(text) },
    ({ id: change, customerId: id, occurredAt, ...said }, reading): TurnCustomer => {
      const at = pastInstant('occurredAt', occurredAt, reading);
      return { type, id, change, at, ...said };
    },
  );
}

/** The command an event was, as the caller said it. */
function customerSaid({ type, occurredAt, data }: CustomerEvent): Said {
  switch (type) {
    case 'CustomerRegistered': {
      const { attributes, personal, ...said } = data;
      const content = { type: 'RegisterCustomer', registeredAt: occurredAt, ...said, ...attributes, ...personal };
      return { content, filled: ['registeredAt'] };
    }
    case 'CustomerChanged': {
      const { id: customerId, change: id, attributes, personal, ...said } = data;
      const profile = { ...said, ...attributes, ...personal };
      const content = { type: 'ChangeCustomer', id, customerId, effectiveAt: occurredAt, ...profile };
      return { content, filled: ['effectiveAt'] };
    }
    case 'CustomerClosed':
    case 'CustomerReopened': {
      const { id: customerId, change: id, reason } = data;
      const turn = type === 'CustomerClosed' ? 'CloseCustomer' : 'ReopenCustomer';
      return { content: present({ type: turn, id, customerId, occurredAt, reason }), filled: ['occurredAt'] };
    }
    case 'CustomerErased': {
      const { customer: customerId, change: id, reason, requestedAt } = data;
      return { content: present({ type: 'EraseCustomer', id, customerId, reason, requestedAt }), filled: [] };
    }
    case 'HoldPlaced':
    case 'HoldReleased': {
      const { customer: customerId, change: id, ...said } = data;
      const command = type === 'HoldPlaced' ? 'PlaceHold' : 'ReleaseHold';
      return { content: { type: command, id, customerId, ...said }, filled: [] };
    }
    case 'CustomerTierOverridden':
    case 'CustomerTierOverrideWithdrawn': {
      const { id: customerId, change: id, ...said } = data;
      const command = type === 'CustomerTierOverridden' ? 'OverrideTier' : 'WithdrawTierOverride';
      return { content: { type: command, id, customerId, ...said }, filled: [] };
    }
  }
}

export const CUSTOMER = aggregate('customer-', {
  decider: customerDecider,
  events: CUSTOMER_EVENTS,
  said: customerSaid,
  warm: true,
});

/** The stream of a customer, by which the key of what is of a person is found too. */
export function customerStreamOf(id: string): string {
  return CUSTOMER.prefix + id;
}
