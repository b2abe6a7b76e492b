import type { Decider } from '#kernel/decider.js';
import { PersistentMap } from '#kernel/persistent-map.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type { MergeEvent, MergeSaid } from './merge.events.js';

/** Into what each merged customer is merged: a forest, for all customers of a book. */
export type Merges = PersistentMap<string>;

export interface MergeCustomers {
  readonly type: 'MergeCustomers';
  readonly id: string;
  readonly change: string;
  readonly into: string;
  readonly at: string;
  readonly reason?: string;
}
export interface UnmergeCustomers {
  readonly type: 'UnmergeCustomers';
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly reason?: string;
}
export type MergeCommand = MergeCustomers | UnmergeCustomers;

export const mergeDecider: Decider<Merges, MergeCommand, MergeEvent> = {
  initial: PersistentMap.empty(),

  evolve(merges, { type, data }) {
    return type === 'CustomersMerged' ? merges.with(data.merged, data.into) : merges.without(data.merged);
  },

  decide(command, merges) {
    const { id: merged, change, at, reason } = command;
    const now = merges.get(merged);
    if (command.type === 'UnmergeCustomers') {
      if (now === undefined)
        throw new Problem('not-merged', `the customer ${merged} is not merged into another: nothing to take back`);
      const survivor = survivorIn(merges, now);
      return both('CustomersUnmerged', at, present({ change, merged, into: now, survivor, reason }));
    }
    if (now !== undefined)
      throw new Problem('already-merged', `the customer ${merged} is merged into ${now} already: unmerge it first`);
    const survivor = survivorIn(merges, command.into);
    if (survivor === merged)
      throw new Problem(
        'merge-cycle',
        `the customer ${command.into} is ${command.into === merged ? 'the same' : `merged into ${merged}`}: it cannot take it over`,
        [{ field: 'into', detail: 'is what would be merged' }],
      );
    return both('CustomersMerged', at, present({ change, merged, into: command.into, survivor, reason }));
  },
};

/** What stays of a customer at the end of all merges: itself where it is not merged. */
export function survivorIn(merges: Merges, id: string): string {
  let survivor = id;
  for (let into = merges.get(id); into !== undefined; into = merges.get(into)) survivor = into;
  return survivor;
}

/** For each of the two shards. */
function both(type: MergeEvent['type'], occurredAt: string, said: Omit<MergeSaid, 'customer'>): readonly MergeEvent[] {
  return [said.merged, said.survivor].map((customer) => ({
    type,
    schema: 1,
    occurredAt,
    key: customer,
    data: { customer, ...said },
  }));
}
