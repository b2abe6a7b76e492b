import type { TUnsafe } from 'typebox';
import { Problem } from '#kernel/problem.js';
import { map, MOST_ENTRIES } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import type { Ground } from '../../reactions.js';
import type { Doing } from './doing.js';

/** Attributes by name. */
type Tags = Readonly<Record<string, string>>;

/** The customer has attributes from then on, beside those that it has. */
export const TAG: Doing<TUnsafe<Tags>, Tags> = {
  said: map(label),
  check: (said, fail) => {
    if (Object.keys(said).length === 0) fail('', 'must name at least one attribute');
  },
  plan: (said) => said,
  follows: async (tags, { id, customer: customerId, automation, occasion }, ground) => {
    const before = await attributesOf(customerId, ground);
    if (before === undefined) return [];
    const attributes = { ...before, ...tags };
    // Sent, it would be refused for ever.
    if (Object.keys(attributes).length > MOST_ENTRIES) return [];
    return [{ command: { type: 'ChangeByAutomation', data: { id, customerId, automation, occasion, attributes } } }];
  },
};

/** What a change says of attributes is all that there is of them: what it had is said again. Undefined of whom nothing is kept. */
async function attributesOf(customer: string, ground: Ground): Promise<Tags | undefined> {
  try {
    const shown = (await ground.read('showCustomer', customer)) as {
      readonly attributes?: Tags;
      readonly erased?: object;
    };
    return shown.erased === undefined ? (shown.attributes ?? {}) : undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}
