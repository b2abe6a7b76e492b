import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { present } from '#ledger/command.js';
import type { Desk } from '#ledger/command-type.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { CUSTOMER } from '../customers/customer.commands.js';
import { mergeDecider, type MergeCustomers, type UnmergeCustomers } from './merge.decider.js';
import { MERGE_EVENTS, MERGES_STREAM, type MergeEvent } from './merge.events.js';

export const MERGE = commandInput(
  'MergeCustomers',
  { id: label, customerId: label, into: label, reason: optional(text) },
  ({ id: change, customerId: id, ...said }, { now }): MergeCustomers => ({
    type: 'MergeCustomers',
    id,
    change,
    at: now,
    ...said,
  }),
);

export const UNMERGE = commandInput(
  'UnmergeCustomers',
  { id: label, customerId: label, reason: optional(text) },
  ({ id: change, customerId: id, ...said }, { now }): UnmergeCustomers => ({
    type: 'UnmergeCustomers',
    id,
    change,
    at: now,
    ...said,
  }),
);

/** Those who become one have to be there. */
export async function ofCustomers(asked: MergeCustomers, { handler }: Desk): Promise<MergeCustomers> {
  const [merged, into] = await Promise.all([asked.id, asked.into].map((id) => handler.stateOf(CUSTOMER, id)));
  if (merged?.registeredAt === undefined)
    throw new Problem('not-found', `there is no customer ${asked.id}: register it first`);
  if (into?.registeredAt === undefined)
    throw new Problem('customer-unknown', `there is no customer ${asked.into}: register it first`, [
      { field: 'into', detail: 'is nobody that is registered' },
    ]);
  return asked;
}

/** The command an event was, as the caller said it. */
function mergeSaid({ type, data: { change: id, merged: customerId, into, reason } }: MergeEvent): Said {
  const content =
    type === 'CustomersMerged'
      ? present({ type: 'MergeCustomers', id, customerId, into, reason })
      : present({ type: 'UnmergeCustomers', id, customerId, reason });
  return { content, filled: [] };
}

/** All merges of a book are one stream: whether one closes a circle is decided by all of them. */
export const MERGES = aggregate(MERGES_STREAM, {
  decider: mergeDecider,
  events: MERGE_EVENTS,
  said: mergeSaid,
  claimsFirst: true,
});
