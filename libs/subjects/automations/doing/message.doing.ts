import type { TObject } from 'typebox';
import type { Json } from '#kernel/event.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { object, optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { SAMPLE } from '../letter-names.js';
import { templateError } from '../templates.js';
import type { Decision, Doing } from './doing.js';

/** Permanent: the kind of deliveries that are messages to customers. */
export const TO_CUSTOMER = 'customer';

/** Characters of a template. */
const LIMIT = 20_000;
const DETAIL = `must be well-formed text of 1 to ${String(LIMIT)} characters`;
const CONTROL = /[^\P{Cc}\t\n\r]/u;

function isTemplate(value: unknown): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > LIMIT) return false;
  return value.isWellFormed() && !CONTROL.test(value);
}

const template = kind<string>(
  { type: 'string', minLength: 1, maxLength: LIMIT, description: 'Liquid: names of a customer in {{ }}' },
  { refusals: (value) => (isTemplate(value) ? NONE : refused(value, DETAIL)), accepts: isTemplate },
);

const FIELDS = { channel: label, template, subject: optional(label) };

/** Which of an automation's actions it is: what it says is said by the version that decided. */
type Message = { readonly channel: string; readonly action: number };

/** What a delivery to a customer knows of its message. Nothing of a person: that is looked up when it is sent. */
export type MessageBody = Decision & { readonly action: number };

/** The customer is written to. */
export const MESSAGE: Doing<TObject<typeof FIELDS>, Message> = {
  said: object(FIELDS),
  check: ({ template: text, subject }, fail) => {
    for (const [field, said] of Object.entries({ template: text, subject })) {
      const wrong = said === undefined ? undefined : templateError(said, SAMPLE);
      if (wrong !== undefined) fail(field, wrong);
    }
  },
  plan: ({ channel }, { action }) => ({ channel, action }),
  follows: async ({ channel, action }, { id, automation, version, customer, occasion }) => {
    const body: MessageBody = { automation, version, customer, occasion, action };
    return [
      {
        delivery: {
          id: `automation-${id}`,
          kind: TO_CUSTOMER,
          channel,
          subject: 'automation',
          body: body as object as Json,
        },
      },
    ];
  },
};
