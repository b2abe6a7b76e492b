import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { type Dated, insertedByInstant, isBefore } from '#ledger/by-instant.js';
import { present } from '#ledger/command.js';
import type { Attributes, CustomerEvent, ErasureReason, Personal } from './customer.events.js';
import { needUnheld, place, release, type PlaceHold, type ReleaseHold } from './hold.decider.js';
import { heldAfter, type Holds } from './holds.js';
import {
  overridesAfter,
  overrideTier,
  withdrawOverride,
  type Overrides,
  type OverrideTier,
  type WithdrawTierOverride,
} from './tier-override.decider.js';

/** A customer's stream in valid time: lists are sorted by instant, then id, whatever the order of arrival. */
export interface Customer {
  /** Absent for one that nobody has registered. */
  readonly registeredAt?: string;
  /** As registered; in force since ever. */
  readonly attributes: Attributes;
  readonly changes: readonly (Dated & { readonly attributes: Attributes })[];
  /** Closings and reopenings. */
  readonly closings: readonly (Dated & { readonly closed: boolean })[];
  /** What was of a person is to be had no more. */
  readonly isErased?: true;
  /** What forbids that; nothing where absent. */
  readonly holds?: Holds;
  /** None where absent. */
  readonly overrides?: Overrides;
}

export interface RegisterCustomer {
  readonly type: 'RegisterCustomer';
  readonly id: string;
  readonly at: string;
  readonly attributes: Attributes;
  readonly excluded?: boolean;
  readonly personal?: Personal;
}
export interface ChangeCustomer {
  readonly type: 'ChangeCustomer';
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly attributes: Attributes;
  readonly excluded?: boolean;
  readonly personal?: Personal;
}
export interface TurnCustomer {
  readonly type: 'CloseCustomer' | 'ReopenCustomer';
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly reason?: string;
}
export interface EraseCustomer {
  readonly type: 'EraseCustomer';
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly keyId?: string;
  readonly reason: ErasureReason;
  readonly requestedAt?: string;
}
export type CustomerCommand =
  | RegisterCustomer
  | ChangeCustomer
  | TurnCustomer
  | EraseCustomer
  | PlaceHold
  | ReleaseHold
  | OverrideTier
  | WithdrawTierOverride;

export const customerDecider: Decider<Customer, CustomerCommand, CustomerEvent> = {
  initial: { attributes: {}, changes: [], closings: [] },

  evolve(customer, event) {
    switch (event.type) {
      case 'CustomerRegistered':
        return { ...customer, registeredAt: event.occurredAt, attributes: event.data.attributes };
      case 'CustomerChanged': {
        const change = { at: event.occurredAt, id: event.data.change, attributes: event.data.attributes };
        return { ...customer, changes: insertedByInstant(customer.changes, change) };
      }
      case 'CustomerClosed':
      case 'CustomerReopened': {
        const closed = event.type === 'CustomerClosed';
        const closing = { at: event.occurredAt, id: event.data.change, closed };
        return { ...customer, closings: insertedByInstant(customer.closings, closing) };
      }
      case 'CustomerErased':
        return { ...customer, isErased: true };
      case 'HoldPlaced':
      case 'HoldReleased':
        return { ...customer, holds: heldAfter(customer.holds ?? [], event) };
      case 'CustomerTierOverridden':
      case 'CustomerTierOverrideWithdrawn':
        return { ...customer, overrides: overridesAfter(customer.overrides ?? [], event) };
    }
  },

  decide(command, customer) {
    if (command.type !== 'RegisterCustomer' && customer.registeredAt === undefined)
      throw new Problem('not-found', `there is no customer ${command.id}: register it first`);
    switch (command.type) {
      case 'RegisterCustomer': {
        const { id, at, attributes, excluded, personal } = command;
        const data = present({ id, attributes, excluded, personal });
        return [{ type: 'CustomerRegistered', schema: 1, occurredAt: at, key: id, data }];
      }
      case 'ChangeCustomer': {
        const { id, change, at, attributes, excluded, personal } = command;
        const data = present({ id, change, attributes, excluded, personal });
        return [{ type: 'CustomerChanged', schema: 1, occurredAt: at, key: id, data }];
      }
      case 'CloseCustomer':
        return [close(command, customer)];
      case 'ReopenCustomer':
        return [reopen(command, customer)];
      case 'EraseCustomer': {
        // Once for all.
        if (customer.isErased === true) return [];
        needUnheld(command.id, customer.holds ?? []);
        const { id, change, at, keyId, reason, requestedAt } = command;
        const data = present({ customer: id, change, keyId, reason, requestedAt });
        return [{ type: 'CustomerErased', schema: 1, occurredAt: at, key: id, data }];
      }
      case 'PlaceHold':
        return [place(command, customer.isErased === true)];
      case 'ReleaseHold':
        return [release(command, customer.holds ?? [])];
      case 'OverrideTier':
        return [overrideTier(command)];
      case 'WithdrawTierOverride':
        return [withdrawOverride(command, customer.overrides ?? [])];
    }
  },
};

function close({ id, change, at, reason }: TurnCustomer, customer: Customer): CustomerEvent {
  const { registeredAt = '' } = customer;
  if (at < registeredAt)
    throw new Problem(
      'before-its-start',
      `this is dated ${at}, before the customer ${id} was registered at ${registeredAt}: correct the date`,
      [{ field: 'occurredAt', detail: 'lies before the registration' }],
    );
  const [before, then] = statesAround(customer, { at, id: change });
  if (before || then)
    throw new Problem(
      'already-closed',
      `the customer ${id} is closed at ${at} already: nothing to do, or correct the date`,
    );
  return { type: 'CustomerClosed', schema: 1, occurredAt: at, key: id, data: present({ id, change, reason }) };
}

function reopen({ id, change, at, reason }: TurnCustomer, customer: Customer): CustomerEvent {
  const [before, then] = statesAround(customer, { at, id: change });
  if (!before || !then)
    throw new Problem('not-closed', `the customer ${id} is not closed at ${at}: nothing to do, or correct the date`);
  return { type: 'CustomerReopened', schema: 1, occurredAt: at, key: id, data: present({ id, change, reason }) };
}

/** Closed right before the place a new closing or reopening would take, and at the end of its instant: only if both agree it has its effect. */
function statesAround({ closings }: Customer, turn: Dated): readonly [boolean, boolean] {
  const before = closings.findLast((closing) => isBefore(closing, turn))?.closed ?? false;
  const then = closings.findLast((closing) => closing.at <= turn.at)?.closed ?? false;
  return [before, then];
}
