import type { TObject } from 'typebox';
import { map, object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { PROGRAM_SAMPLE } from '../letter-names.js';
import { templateError } from '../templates.js';
import type { Doing } from './doing.js';
import { template } from './template.kind.js';
import { toCustomer, type ToldCustomer } from './to-customer.js';

const FIELDS = { channel: label, body: optional(map(template)) };

/** A program is told of the customer: with nothing of a person but what its body names. */
export const WEBHOOK: Doing<TObject<typeof FIELDS>, ToldCustomer> = {
  said: object(FIELDS),
  check: ({ body = {} }, fail) => {
    for (const [name, said] of Object.entries(body)) {
      const wrong = templateError(said, PROGRAM_SAMPLE);
      if (wrong !== undefined) fail(`body.${name}`, wrong);
    }
  },
  plan: ({ channel }, { action }) => ({ channel, action }),
  follows: toCustomer,
};
