import type { TObject } from 'typebox';
import { list, object, optional, type Said } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import type { Ground } from '../../reactions.js';
import type { Doing } from './doing.js';

/** Whoever sells to the customer from then on: one by name, each of some in turn, or of some who has the fewest follow-ups to do. */
const FIELDS = { salesperson: optional(label), inTurn: optional(list(label)), fewestFollowUps: optional(list(label)) };
const WAYS = Object.keys(FIELDS);

export type Assigning = Said<typeof FIELDS>;

/** Follow-ups asked for at a time. */
const PAGE = 1_000;

/** The customer is somebody's from then on. */
export const ASSIGN: Doing<TObject<typeof FIELDS>, Assigning> = {
  said: object(FIELDS),
  check: (said, fail) => {
    if (Object.keys(said).length !== 1) fail('', `must have one of ${WAYS.join(', ')}`);
  },
  plan: (said) => said,
  follows: async ({ salesperson, inTurn = [], fewestFollowUps }, done, ground) => {
    const { id, customer: customerId, automation, occasion } = done;
    if (salesperson !== undefined)
      return [{ command: { type: 'ChangeByAutomation', data: { id, customerId, automation, occasion, salesperson } } }];
    const among = fewestFollowUps === undefined ? inTurn : await least(fewestFollowUps, ground);
    return [{ command: { type: 'AssignCustomer', data: { id, customerId, automation, occasion, among } } }];
  },
};

/** Those who have the fewest open follow-ups, in their order. */
async function least(names: readonly string[], ground: Ground): Promise<readonly string[]> {
  const counted = await Promise.all(names.map(async (name) => ({ name, open: await openOf(name, ground) })));
  const fewest = Math.min(...counted.map(({ open }) => open));
  return counted.filter(({ open }) => open === fewest).map(({ name }) => name);
}

async function openOf(assignee: string, ground: Ground): Promise<number> {
  let open = 0;
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { assignee, state: 'open', limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listFollowUps', '', {}, asked)) as {
      readonly followUps: readonly object[];
      readonly next: string | null;
    };
    open += page.followUps.length;
    cursor = page.next;
  }
  return open;
}
