import { claimOf, present } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label, oneOf } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { CUSTOMER } from './customer.commands.js';
import { ERASURE_REASONS } from './customer.events.js';

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
