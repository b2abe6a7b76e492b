import type { Json } from '#kernel/event.js';
import type { ExclusionSaid } from '#figures/exclusions.js';
import type { Family } from '#figures/forest.js';
import type { Attributes } from '../customer.events.js';

/** What happened to a customer on one day, added up: a history is kept per day, not per sale, so that the heaviest customer stays small. */
export interface DayTotals {
  readonly day: number;
  readonly count: number;
  /** Millionths of the base currency. */
  readonly amount: bigint;
}

/** An interaction with a customer: when, in milliseconds since 1970, and through what; `''` where that was not said. */
export interface Touch {
  readonly day: number;
  readonly at: number;
  readonly channel: string;
}

/** A change of attributes, in force from its day's end on. */
export interface AttributeChange {
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly attributes: Attributes;
}

export interface Closing {
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly closed: boolean;
  readonly reason?: string;
}

/** A tier that was given by hand; days, both included, the last of one without an end is Infinity. */
export interface TierOverride {
  readonly id: string;
  readonly tier: string;
  readonly from: number;
  readonly until: number;
}

/** What the customer agreed to, or no more, from an instant on. */
export interface ConsentSaid {
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly channel: string;
  readonly given: boolean;
}

/** Something said of a thing of the customer's, such as a subscription: what a series works its entries out of. */
export interface Said {
  readonly at: string;
  readonly day: number;
  readonly id: string;
  readonly record: string;
  readonly content: Readonly<Record<string, Json>>;
}

/**
 * Everything about one customer that stages, tiers and attributes depend on; free of policies. Lists are sorted: days ascending,
 * changes and closings by instant, then id, so that the order of arrival leaves no trace.
 */
export interface History {
  readonly id: string;
  /** Absent for one that never was merged, nor took over another. */
  family?: Family;
  registeredDay: number | undefined;
  /** As registered; in force since ever. */
  attributes: Attributes;
  readonly changes: AttributeChange[];
  readonly closings: Closing[];
  /** Tiers given by hand, in the order in which they take effect. */
  readonly overrides: TierOverride[];
  /** Whether figures leave the customer out. */
  readonly exclusions: ExclusionSaid[];
  /** Days with sales: how many, and their revenue.sales. */
  readonly purchases: DayTotals[];
  /** Days on which money was given back (refunds and credits). */
  readonly refunds: DayTotals[];
  readonly interactions: DayTotals[];
  /** The same one by one, in the order of time. */
  readonly touches: Touch[];
  /** Of all channels. */
  readonly consents: ConsentSaid[];
  /** Per series that keeps its entries here, those, sorted by day. */
  readonly others: Map<string, Kept[]>;
  /** Per series that works its entries out of what was said, that. */
  readonly said: Map<string, Said[]>;
}

/** What an entry of a series adds on a day, before it is labelled. */
export interface Kept {
  readonly day: number;
  readonly record: string;
  readonly own: readonly string[];
  readonly measures: readonly bigint[];
}

export function newHistory(id: string): History {
  return {
    id,
    registeredDay: undefined,
    attributes: {},
    changes: [],
    closings: [],
    overrides: [],
    exclusions: [],
    purchases: [],
    refunds: [],
    interactions: [],
    touches: [],
    consents: [],
    others: new Map(),
    said: new Map(),
  };
}

/** Index of the first number, of some that ascend, that is at least a given one. */
export function firstAtLeast(list: readonly number[], least: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry with `day` >= the given day. */
export function firstFrom(list: readonly { readonly day: number }[], day: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as { day: number }).day < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds to a day's totals; a day whose count comes back to 0 disappears. */
export function addToDay(list: DayTotals[], day: number, count: number, amount: bigint): void {
  const index = firstFrom(list, day);
  const found = list[index];
  if (found?.day !== day) {
    list.splice(index, 0, { day, count, amount });
    return;
  }
  const total = { day, count: found.count + count, amount: found.amount + amount };
  if (total.count === 0) list.splice(index, 1);
  else list[index] = total;
}

/** Inserts by instant, then id. */
export function insertByInstant<Entry extends { readonly at: string; readonly id: string }>(
  list: Entry[],
  entry: Entry,
): void {
  let index = list.length;
  while (index > 0 && comesBefore(entry, list[index - 1] as Entry)) index--;
  list.splice(index, 0, entry);
}

function comesBefore(a: { at: string; id: string }, b: { at: string; id: string }): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}

/** Keeps what was said of a thing of the customer's: by instant, then id, then thing. */
export function addSaid(history: History, series: string, said: Said): void {
  const list = history.said.get(series) ?? [];
  history.said.set(series, list);
  const isBehind = (other: Said): boolean =>
    comesBefore(said, other) || (!comesBefore(other, said) && said.record < other.record);
  const index = list.findIndex(isBehind);
  list.splice(index < 0 ? list.length : index, 0, said);
}
