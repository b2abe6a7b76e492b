import fc from 'fast-check';
import { mergeDecider, type MergeCommand, type Merges } from '#subjects/merges/merge.decider.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { MergeEvent } from '#subjects/merges/merge.events.js';
import type { BookEvent } from './book-event.js';
import { instantOf } from './book-events.js';
import type { Arrival } from './random-book.js';

/** Where in a book what is merged, or taken back where it is already. */
export interface MergePlan {
  readonly at: number;
  readonly one: number;
  readonly other: number;
}

export const mergePlans = (customers: number, most: number): fc.Arbitrary<readonly MergePlan[]> =>
  fc.array(fc.record({ at: fc.nat(10_000), one: fc.nat(customers - 1), other: fc.nat(customers - 1) }), {
    minLength: 1,
    maxLength: most,
  });

/** Books as they are drawn, of so many customers, of whom some are merged meanwhile. */
export function alsoMerged(
  book: fc.Arbitrary<readonly Arrival[]>,
  customers: number,
  most = 2,
): fc.Arbitrary<readonly Arrival[]> {
  return fc.tuple(book, mergePlans(customers, most)).map(([all, plans]) => withMerges(all, plans, customers));
}

/** A book in which customers c0, c1, … are merged meanwhile, and some are two again: whatever of it the decider allows. */
export function withMerges(
  book: readonly Arrival[],
  plans: readonly MergePlan[],
  customers: number,
): readonly Arrival[] {
  const places = plans
    .map((plan) => ({ ...plan, at: customers + (plan.at % Math.max(1, book.length - customers + 1)) }))
    .sort((a, b) => a.at - b.at);
  const out: Arrival[] = [];
  let merges: Merges = mergeDecider.initial;
  let next = 0;
  for (let i = 0; i <= book.length; i++) {
    for (; places[next]?.at === i; next++) {
      const { one, other } = places[next] as MergePlan;
      const on = out.at(-1)?.on ?? 0;
      const pair = pairOf(merges, one, other, String(next), on);
      for (const event of pair) {
        merges = mergeDecider.evolve(merges, event as never);
        out.push({ event, on });
      }
    }
    const arrival = book[i];
    if (arrival !== undefined) out.push(arrival);
  }
  return out;
}

/** Into whom who is merged after some events. */
export function mergesIn(events: readonly Pick<BookEvent, 'type'>[] | readonly RecordedEvent[]): Merges {
  return events
    .filter((event) => event.type === 'CustomersMerged' || event.type === 'CustomersUnmerged')
    .map((event) => event as MergeEvent)
    .reduce((merges, event) => mergeDecider.evolve(merges, event), mergeDecider.initial);
}

/** Of all that were joined, all taken back. */
export function unmergedAgain(book: readonly Arrival[]): readonly Arrival[] {
  const out = [...book];
  let merges = mergesIn(book.map(({ event }) => event));
  const on = book.at(-1)?.on ?? 0;
  for (const id of [...merges.keys()]) {
    const command: MergeCommand = { type: 'UnmergeCustomers', id, change: `back-${id}`, at: instantOf(on) };
    for (const event of mergeDecider.decide(command, merges)) {
      merges = mergeDecider.evolve(merges, event);
      out.push({ event, on });
    }
  }
  return out;
}

function pairOf(merges: Merges, one: number, other: number, change: string, on: number): readonly BookEvent[] {
  const [id, into] = [`c${String(one)}`, `c${String(other)}`];
  const command: MergeCommand = merges.has(id)
    ? { type: 'UnmergeCustomers', id, change, at: instantOf(on) }
    : { type: 'MergeCustomers', id, change, into, at: instantOf(on) };
  try {
    return mergeDecider.decide(command, merges);
  } catch {
    // A customer cannot take over itself.
    return [];
  }
}
