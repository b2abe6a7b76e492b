import { adds, streamNamed } from '#ledger/command-type.js';
import { customerStream } from '../customers/customer-as-of.js';
import { CUSTOMER } from '../customers/customer.commands.js';
import { MERGES_KEPT } from '../customers/merging/merges-kept.js';
import { onTimeline } from '../customers/timeline/effect.js';
import type { Subject } from '../subject.js';
import { MERGE, MERGES, ofCustomers, UNMERGE } from './merge.commands.js';
import { MERGE_EVENTS } from './merge.events.js';
import { mergeEffect } from './merge.facts.js';

/** Customers who turn out to be one, and those who turn out not to be: the timeline joins and parts what happened to them. */
export const MERGES_SUBJECT: Subject = {
  name: 'merges',
  events: MERGE_EVENTS,
  commands: {
    MergeCustomers: adds(MERGES, {
      input: MERGE,
      complete: ofCustomers,
      looksAt: (data) => [customerStream(data), streamNamed(CUSTOMER.prefix, data['into'])],
      route: { method: 'POST', path: 'customers/:id/merge', names: 'customerId' },
      problems: ['not-found', 'customer-unknown', 'merge-cycle', 'already-merged'],
      example: {
        summary: 'Count a customer and another as one',
        refused: 404,
        id: 'bo',
        body: { id: 'merge-1', into: 'ada', reason: 'the same person' },
      },
    }),
    UnmergeCustomers: adds(MERGES, {
      input: UNMERGE,
      route: { method: 'POST', path: 'customers/:id/unmerge', names: 'customerId' },
      problems: ['not-merged'],
      example: {
        summary: 'Count them as two again',
        refused: 422,
        id: 'bo',
        body: { id: 'unmerge-1', reason: 'father and son' },
      },
    }),
  },
  facts: onTimeline(mergeEffect),
  collections: [MERGES_KEPT],
};
