import { Forest, type Joining } from '#figures/forest.js';
import { readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { countedOf, staleAmong, type StaleSince } from '#figures/journal/stale.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Effect } from '../timeline/entry.js';
import { newHistory, type History } from '../timeline/history.js';
import { readHistory } from '../timeline/stored-history.js';
import { joined } from './joined.js';

/** What tells what entries of the journal mean. */
export interface MeaningOf {
  readonly calendar: Calendar;
  readonly effectOf: (event: RecordedEvent, calendar: Calendar) => Effect | undefined;
}

/** What is recorded of a customer and of all whom merges ever joined with it. */
export interface Journals {
  readonly of: ReadonlyMap<string, readonly JournalEntry[]>;
  /** Why some of it waits to be decoded. */
  readonly stale: ReadonlyMap<string, StaleSince>;
}

/** By what names the others a merge is found, see `MergeSaid`. */
const JOINED = 'CustomersMerged';
const MERGES: ReadonlySet<string> = new Set([JOINED, 'CustomersUnmerged']);

/** Of one that was never merged it is its own journal alone. */
export async function journalsOf(id: string, views: Views): Promise<Journals> {
  const of = new Map<string, readonly JournalEntry[]>();
  for (let next = [id]; next.length > 0;) {
    const found = await Promise.all(next.map((customerId) => readWholeJournal(views, { customerId })));
    next.forEach((customer, i) => of.set(customer, found[i] ?? []));
    const named = found.flat().flatMap((entry) => (isMerge(entry) ? mergedIn(entry) : []));
    next = [...new Set(named)].filter((customer) => !of.has(customer));
  }
  return { of, stale: await staleAmong(views, [...of.keys()]) };
}

/** Those that do not wait to be decoded, in the order of the log. */
export function countedIn({ of, stale }: Journals): readonly JournalEntry[] {
  const counted = [...of].flatMap(([customer, entries]) => countedOf(entries, stale.get(customer)));
  return inOrder(counted);
}

/** In the order of the log. */
export function inOrder(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return entries.toSorted((a, b) => Number(a.position) - Number(b.position));
}

/** Whether it joins customers, or parts them: known as soon as it is recorded. */
export function isMerge({ type }: Pick<JournalEntry, 'type'>): boolean {
  return MERGES.has(type);
}

/** Whom a merge names. */
export function mergedIn({ data: { merged, into, survivor } }: Pick<JournalEntry, 'data'>): readonly string[] {
  return [merged, into, survivor].filter((one) => typeof one === 'string');
}

/** Who a customer is, after the merges among some entries. */
export interface FamilySeen {
  /** Of what stays: the customer itself where it is not merged. */
  readonly id: string;
  /** That first, then in the order in which what is lacking is taken of them. */
  readonly members: readonly string[];
  /** What stays, where that is another. */
  readonly mergedInto?: string;
}

/** @param entries in the order of the log */
export function familyIn(id: string, entries: readonly JournalEntry[]): FamilySeen {
  const merges = entries.filter(isMerge);
  if (merges.length === 0) return { id, members: [id] };
  const steps = merges.map(({ type, data }) => ({
    ...(data as object as Omit<Joining, 'joins'>),
    joins: type === JOINED,
  }));
  return familyAfter(id, steps);
}

/** The same as it was known, of a customer of which only that is looked up. */
export async function familyKnown(
  id: string,
  views: Views,
  known: (entries: readonly JournalEntry[]) => readonly JournalEntry[],
): Promise<FamilySeen> {
  const [document] = await views.get('customers', [id]);
  // Most never were merged.
  if (document === undefined || readHistory(id, document.body).family === undefined) return { id, members: [id] };
  return familyIn(id, known(countedIn(await journalsOf(id, views))));
}

/** Of some customers who they were known to be: what stays, of those that were merged. */
export async function survivorsKnown(
  ids: readonly string[],
  views: Views,
  known: (entries: readonly JournalEntry[]) => readonly JournalEntry[],
): Promise<ReadonlySet<string>> {
  const documents = await views.get('customers', ids);
  const merged = new Set(documents.flatMap(({ id, body }) => (readHistory(id, body).family === undefined ? [] : [id])));
  const families = await Promise.all([...merged].map((id) => familyKnown(id, views, known)));
  return new Set([...ids.filter((id) => !merged.has(id)), ...families.map(({ id }) => id)]);
}

function familyAfter(id: string, steps: readonly Joining[]): FamilySeen {
  const forest = new Forest();
  // Each is recorded with two keys; to join or part again what already is changes nothing.
  for (const step of steps) forest.take(step);
  const survivor = forest.survivorOf(id);
  return { id: survivor, members: forest.membersOf(survivor), ...(survivor !== id && { mergedInto: survivor }) };
}

/** The history that a customer has by some entries, in the order of the log: that of whom stays, where it is merged. */
export function historyIn(id: string, entries: readonly JournalEntry[], on: MeaningOf): History {
  const histories = new Map<string, History>();
  const steps: Joining[] = [];
  for (const entry of entries) {
    const effect = effectOf(entry, on);
    if (effect === undefined) continue;
    const { customer = '', merge } = effect;
    const history = histories.get(customer) ?? newHistory(customer);
    histories.set(customer, history);
    effect.change(history);
    if (merge !== undefined) steps.push(merge);
  }
  const { members } = steps.length === 0 ? { members: [id] } : familyAfter(id, steps);
  return joined(members.map((member) => histories.get(member) ?? newHistory(member)));
}

function effectOf(entry: JournalEntry, { calendar, effectOf: of }: MeaningOf): Effect | undefined {
  return of({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar);
}
