import type { EventOf } from '#kernel/event.js';
import type { EventTypes } from '#kernel/event-type.js';

/**
 * Two customers are one, or no more. Each is recorded twice, in one append: with the merged one as its key, then with the one that survives,
 * so that both shards are told in the order of the log. Type aliases: only those are known to be plain JSON.
 */
export type MergeSaid = {
  /** Whose event it is: its key. */
  readonly customer: string;
  readonly change: string;
  readonly merged: string;
  /** As named: it may be merged into another itself. */
  readonly into: string;
  /** That other, at the end of all merges: what stays of them. */
  readonly survivor: string;
  readonly reason?: string;
};

export type CustomersMerged = EventOf<'CustomersMerged', MergeSaid>;
export type CustomersUnmerged = EventOf<'CustomersUnmerged', MergeSaid>;
export type MergeEvent = CustomersMerged | CustomersUnmerged;

/** Permanent: the one stream of its kind. */
export const MERGES_STREAM = 'merges';

export const MERGE_EVENTS: EventTypes = {
  CustomersMerged: { schema: 1, isSetting: true, freeText: ['reason'] },
  CustomersUnmerged: { schema: 1, isSetting: true, freeText: ['reason'] },
};
