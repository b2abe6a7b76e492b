import { compareText } from '#kernel/compare.js';
import { Forest, type Joining } from './forest.js';

/** What is said of a customer from an instant on; `at` is '' for since ever. */
interface SaidAt {
  readonly at: string;
  readonly id: string;
}

/** When customers became one, or two again. */
export interface KnownJoining extends Joining {
  readonly position: number;
  /** The day it was recorded on. */
  readonly recorded: number;
}

/**
 * Of customers who are one: what one says counts until the one before says something, which then holds for ever.
 * @param lists of each, by instant, then id; first of what stays
 */
export function exclusionsJoined<Said extends SaidAt>(lists: readonly (readonly Said[])[]): readonly Said[] {
  let since: string | undefined;
  const all: Said[] = [];
  for (const list of lists) {
    const before = since;
    for (const said of list) if (before === undefined || said.at < before) all.push(said);
    const first = list[0]?.at;
    if (first !== undefined && (since === undefined || first < since)) since = first;
  }
  return lists.length < 2 ? all : all.sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id));
}

/** Who is one by some of them, whatever order they are found in, and however often. */
export function forestAfter(joinings: readonly KnownJoining[]): Forest {
  const forest = new Forest();
  const once = new Map(joinings.map((one) => [one.position, one]));
  for (const joining of [...once.values()].sort((a, b) => a.position - b.position)) forest.take(joining);
  return forest;
}

/** Those that have to do with a customer, directly or by way of others. */
export function joiningsOf(customer: string, joinings: readonly KnownJoining[]): readonly KnownJoining[] {
  const reached = new Set([customer]);
  let own: readonly KnownJoining[] = [];
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    own = joinings.filter(({ merged, into }) => reached.has(merged) || reached.has(into));
    for (const { merged, into } of own) reached.add(merged).add(into);
  }
  return own;
}
