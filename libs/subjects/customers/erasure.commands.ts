import type { PendingEvent } from '#kernel/event.js';
import { claimOf, pastInstant, present } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label, oneOf } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { CUSTOMER } from './customer.commands.js';
import { ERASURE_REASONS, type ErasureReason } from './customer.events.js';

const ERASURE = new Shape(
  object({ ...ENVELOPE, id: label, reason: oneOf(ERASURE_REASONS), requestedAt: optional(instant) }),
);
export const ERASURE_BODY = ERASURE.schema;

/**
 * Says that what is of a person in all that is recorded of a customer is to be had no more. Whoever records it destroys the key.
 * @param keyId of that key, where there is one
 */
export function erasing(customerId: string, keyId?: string): Pick<CommandType, 'record'> {
  return {
    record: (data, { reading, handler }) => {
      const { id: change, reason, requestedAt, ...envelope } = ERASURE.read(data, reading);
      if (requestedAt !== undefined) pastInstant('requestedAt', requestedAt, reading);
      const said = present({ reason, requestedAt });
      const claim = claimOf(change, { type: 'EraseCustomer', id: change, customerId, ...said }, envelope);
      const command = {
        type: 'EraseCustomer',
        id: customerId,
        change,
        at: reading.now,
        ...said,
        ...present({ keyId }),
      } as const;
      return handler.change(CUSTOMER, customerId, command, claim);
    },
  };
}

/** An erasure as it was recorded. */
export interface ErasureRecorded {
  readonly customer: string;
  /** What it was recorded under. */
  readonly id: string;
  /** Of the key that was destroyed; absent where there was none. */
  readonly keyId?: string;
  readonly reason: ErasureReason;
  readonly requestedAt?: string;
}

/** The event of an erasure that a log has lost, as it was recorded there. @param at when */
export function erasureRecorded(
  { id: change, customer, keyId, reason, requestedAt }: ErasureRecorded,
  at: string,
): Omit<PendingEvent, 'id'> {
  const said = present({ reason, requestedAt });
  const { hash } = claimOf(change, { type: 'EraseCustomer', id: change, customerId: customer, ...said }, {});
  const data = present({ customer, change, keyId, reason, requestedAt });
  return { type: 'CustomerErased', schema: 1, occurredAt: at, key: customer, data, claim: change, hash, envelope: {} };
}
