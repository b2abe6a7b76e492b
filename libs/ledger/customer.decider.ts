import type { Aggregate } from '#kernel/handle.js';
import { Problem } from '#kernel/problem.js';
import { differingFields } from './command.js';
import type { Attributes, CustomerEvent, Personal } from './events.js';

/** A customer's stream in valid time: lists are sorted by instant, then id, whatever the order of arrival. */
export interface Customer {
  readonly exists: boolean;
  /** As registered; in force since ever. */
  readonly attributes: Attributes;
  readonly changes: readonly { readonly at: string; readonly id: string; readonly attributes: Attributes }[];
  readonly closings: readonly { readonly at: string; readonly id: string; readonly closed: boolean }[];
}

export type CustomerCommand =
  | {
      readonly type: 'RegisterCustomer';
      readonly id: string;
      readonly at: string;
      readonly attributes: Attributes;
      readonly personal?: Personal;
    }
  | {
      readonly type: 'ChangeCustomer';
      readonly id: string;
      readonly change: string;
      readonly at: string;
      readonly attributes: Attributes;
      readonly personal?: Personal;
    }
  | {
      readonly type: 'CloseCustomer' | 'ReopenCustomer';
      readonly id: string;
      readonly change: string;
      readonly at: string;
      readonly reason?: string;
    };

/** The customer's attributes as of an instant. */
export function attributesAt(customer: Customer, at: string): Attributes {
  let { attributes } = customer;
  for (const change of customer.changes) if (change.at <= at) attributes = { ...attributes, ...change.attributes };
  return attributes;
}

/** Whether the customer was closed at an instant: the last closing or reopening up to and including it decides. */
export function closedAt(customer: Customer, at: string): boolean {
  return customer.closings.findLast((closing) => closing.at <= at)?.closed ?? false;
}

export const CUSTOMER: Aggregate<Customer, CustomerCommand> = {
  prefix: 'customer-',

  initial: { exists: false, attributes: {}, changes: [], closings: [] },

  evolve(customer, recorded) {
    const event = recorded as typeof recorded & CustomerEvent;
    const at = event.occurredAt;
    switch (event.type) {
      case 'CustomerRegistered':
        return { ...customer, exists: true, attributes: event.data.attributes };
      case 'CustomerChanged':
        return {
          ...customer,
          changes: inserted(customer.changes, { at, id: event.data.change, attributes: event.data.attributes }),
        };
      case 'CustomerClosed':
        return { ...customer, closings: inserted(customer.closings, { at, id: event.data.change, closed: true }) };
      case 'CustomerReopened':
        return { ...customer, closings: inserted(customer.closings, { at, id: event.data.change, closed: false }) };
    }
  },

  decide(command, customer): readonly CustomerEvent[] {
    const { id, at } = command;
    const common = { schema: 1, occurredAt: at, key: id };
    if (command.type === 'RegisterCustomer') {
      if (customer.exists) throw new Problem('id-conflict', `the customer ${id} is registered already`);
      const { attributes, personal } = command;
      return [{ ...common, type: 'CustomerRegistered', data: { id, attributes, ...(personal && { personal }) } }];
    }
    if (!customer.exists) throw new Problem('not-found', `there is no customer ${id}: register it first`);
    const { change } = command;
    switch (command.type) {
      case 'ChangeCustomer': {
        const { attributes, personal } = command;
        return [
          { ...common, type: 'CustomerChanged', data: { id, change, attributes, ...(personal && { personal }) } },
        ];
      }
      case 'CloseCustomer':
        if (closedAt(customer, at))
          throw new Problem('already-closed', `the customer ${id} was closed already at ${at}`);
        return [{ ...common, type: 'CustomerClosed', data: { id, change, ...reasonOf(command) } }];
      case 'ReopenCustomer':
        if (!closedAt(customer, at)) throw new Problem('not-closed', `the customer ${id} was not closed at ${at}`);
        return [{ ...common, type: 'CustomerReopened', data: { id, change, ...reasonOf(command) } }];
    }
  },

  differing(content, recorded) {
    const { attributes, personal, reason } = (recorded as typeof recorded & CustomerEvent).data as {
      attributes?: Attributes;
      personal?: Personal;
      reason?: string;
    };
    const time = content['registeredAt'] ?? content['effectiveAt'] ?? content['occurredAt'];
    const times =
      time === undefined
        ? {}
        : { registeredAt: recorded.occurredAt, effectiveAt: recorded.occurredAt, occurredAt: recorded.occurredAt };
    const known = Object.entries(times).filter(([name]) => name in content);
    return differingFields(content, {
      customerId: recorded.key,
      ...Object.fromEntries(known),
      ...attributes,
      ...personal,
      reason,
    });
  },
};

function reasonOf({ reason }: { readonly reason?: string }): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

function inserted<Entry extends { readonly at: string; readonly id: string }>(
  list: readonly Entry[],
  entry: Entry,
): readonly Entry[] {
  const index = list.findIndex((other) => entry.at < other.at || (entry.at === other.at && entry.id < other.id));
  return index === -1 ? [...list, entry] : list.toSpliced(index, 0, entry);
}
