import { compareText } from '#kernel/compare.js';
import type { Json } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { badCursor, decodeCursor, encodeCursor } from './cursor.js';
import { journalFields } from './journal/journal.js';

/** Later events that a page looks back through; a list that more have come to goes on by its key among what stands now. */
const LOOKED_BACK = 2_000;

export type RankedValue = string | number | null;
export type Rank = bigint | number | string;

/** As what a list is shown on all of its pages: it stood so when the first of them was answered. */
export interface Begun {
  /** Events up to this position are seen; all where absent. */
  readonly position?: number;
  /** The day it is as of. */
  readonly day: number;
}

export interface RankedList<Item extends { readonly id: string }> {
  /** The question without its page: what a cursor is good for. */
  readonly asked: object;
  readonly limit: number;
  readonly cursor?: string;
  /** The day of a first page. */
  readonly day: number;
  /** Every item, perhaps with events later than the list began at. */
  all(begun: Begun): Promise<readonly Item[]>;
  /** The item of a customer from nothing but events up to where the list began; undefined where it has none. */
  asItStood(customer: string, begun: Begun): Promise<Item | undefined>;
  /** What items are sorted by, as a cursor holds it. */
  readonly value: (item: Item) => RankedValue;
  /** How values compare. @throws for what is none */
  readonly rank: (value: RankedValue) => Rank;
  readonly descending: boolean;
  /** It is of what somebody sees who sees a part only. Nobody is shown as they stood then: how much was recorded since is not theirs to know. */
  readonly isPart: boolean;
  /** Called for each item, and each comparison of two; what it throws ends the work. */
  readonly step?: Step;
}

export interface RankedPage<Item> {
  /** Of all pages. */
  readonly count: number;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly begun: Begun;
}

/**
 * A page of a list sorted by a figure, then by id. Figures change while somebody pages, and with them an item's place. So a cursor holds the
 * value and id of the last item shown and where the log was when the list began; customers with later events are shown as they stood
 * then, and what stays in the list is seen exactly once. @throws Problem for a cursor of another question
 */
export async function rankedPage<Item extends { readonly id: string }>(
  list: RankedList<Item>,
  views: Views,
): Promise<RankedPage<Item>> {
  const { asked, limit, cursor, rank, descending, step = () => undefined } = list;
  const place = cursor === undefined ? undefined : placeIn(decodeCursor(asked, cursor), list);
  const begun = place ?? (await begin(list, views));
  const items = new Map((await list.all(begun)).map((item) => [item.id, item]));
  // Read after the items, so that whatever one of them had seen of later events is found.
  const changed = begun.position === undefined ? [] : await changedAfter(begun.position, views);
  for (const customer of changed) {
    const item = await list.asItStood(customer, begun);
    if (item === undefined) items.delete(customer);
    else items.set(customer, item);
  }
  const direction = descending ? -1 : 1;
  const ranked = [...items.values()]
    .map((item): Ranked<Item> => ({ item, id: item.id, rank: rank(list.value(item)) }))
    .sort((a, b) => {
      step();
      return direction * compare(a.rank, b.rank) || compareText(a.id, b.id);
    });
  const rest =
    place === undefined
      ? ranked
      : ranked.filter((one) => (direction * compare(one.rank, place.rank) || compareText(one.id, place.id)) > 0);
  const page = rest.slice(0, limit).map(({ item }) => item);
  const last = page.at(-1);
  const isLast = last === undefined || rest.length <= limit;
  const { position, day } = begun;
  const since: Begun = { day, ...(position !== undefined && { position }) };
  const next = isLast ? null : encodeCursor(asked, [list.value(last), last.id, position ?? null, day]);
  return { count: ranked.length, items: page, next, begun: since };
}

async function begin<Item extends { readonly id: string }>(
  { day, isPart }: RankedList<Item>,
  views: Views,
): Promise<Begun & { readonly rank?: undefined; readonly id?: undefined }> {
  return isPart ? { day } : { day, position: (await views.sums([])).position };
}

interface Ranked<Item> {
  readonly item: Item;
  readonly id: string;
  readonly rank: Rank;
}

function placeIn<Item extends { readonly id: string }>(place: Json, { rank, isPart }: RankedList<Item>) {
  const [value, id, position, day] = Array.isArray(place) ? (place as readonly Json[]) : [];
  if (!isValue(value) || typeof id !== 'string' || !isWhole(day)) throw badCursor();
  if (isPart ? position !== null : !isWhole(position)) throw badCursor();
  try {
    return { rank: rank(value), id, day, ...(isWhole(position) && { position }) };
  } catch {
    throw badCursor();
  }
}

function isValue(value: Json | undefined): value is RankedValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function isWhole(value: Json | undefined): value is number {
  return Number.isSafeInteger(value);
}

/** Customers with events after a position; none where there are too many to look back. */
async function changedAfter(position: number, views: Views): Promise<ReadonlySet<string>> {
  const customers = new Set<string>();
  let events = 0;
  for await (const { customer } of journalFields(views, {}, position, Number.MAX_SAFE_INTEGER)) {
    if (++events > LOOKED_BACK) return new Set();
    if (customer !== '') customers.add(customer);
  }
  return customers;
}

function compare<Value extends bigint | number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
