import type { TObject } from 'typebox';
import { object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { SAMPLE } from '../letter-names.js';
import { templateError } from '../templates.js';
import type { Doing } from './doing.js';
import { template } from './template.kind.js';
import { toCustomer, type ToldCustomer } from './to-customer.js';

const FIELDS = { channel: label, template, subject: optional(label) };

/** The customer is written to. */
export const MESSAGE: Doing<TObject<typeof FIELDS>, ToldCustomer> = {
  said: object(FIELDS),
  check: ({ template: text, subject }, fail) => {
    for (const [field, said] of Object.entries({ template: text, subject })) {
      const wrong = said === undefined ? undefined : templateError(said, SAMPLE);
      if (wrong !== undefined) fail(field, wrong);
    }
  },
  plan: ({ channel }, { action }) => ({ channel, action }),
  follows: toCustomer,
};
