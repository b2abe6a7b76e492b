import { divideHalfEven } from '../decimal.js';

/** What one unit of something is worth in another: `times / over`, both positive whole numbers of at most 15 digits. */
export interface Rate {
  readonly times: string;
  readonly over: string;
}

/**
 * In which unit amounts are asked for. What each fact is worth is rounded half-even to the millionth by itself, so that parts sum to their
 * total. Facts that are worth something count, no others.
 */
export interface Worth {
  /** The dimension that says what a fact's own unit is, such as its currency. */
  readonly by: string;
  /** By measure, the one that holds the same in the fact's own unit. All other measures stay as they are. */
  readonly own: Readonly<Record<string, string>>;
  /** By own unit: what is in it is worth its `own` measures at this rate. */
  readonly rates: Readonly<Record<string, Rate>>;
  /** Facts of all other units that meet `where` are worth their measures themselves, at the rate of their day. */
  readonly others?: OtherUnits;
  /** What amounts of a record stand until they change, and how they came about. */
  readonly balance?: Balance;
  /** Instead, just those count that are worth nothing, with their `own` measures as they are. */
  readonly isWithout?: true;
}

/**
 * What a record has on a day under the same dimensions is one amount, however many facts it is. At `rates` alone a level is worth what it
 * stands at, so that nothing is left of it once it is over, and its steps come to what it is worth more, in every part.
 */
export interface Balance {
  /** The measure that stands until it changes. */
  readonly level: string;
  /** The dimension that tells steps apart, and no level: that stands under the empty text. */
  readonly apart: string;
  /** By measure of what happened to the level: 1 where it adds to it, -1 where it takes from it. */
  readonly steps: Readonly<Record<string, Sign>>;
  /** Of the steps, what takes the millionths that rounding leaves: the first that is not nothing, or the first. */
  readonly rest: readonly string[];
}

export type Sign = 1 | -1;

export interface OtherUnits {
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** From each of these days on, in their order, until the next; before the first there is none. */
  readonly from: readonly (readonly [day: number, rate: Rate])[];
}

/** Rounded half-even, once. */
export function atRate(amount: bigint, { times, over }: Rate): bigint {
  return times === over ? amount : divideHalfEven(amount * BigInt(times), BigInt(over));
}

/** The rate of a day; undefined before the first. */
export function rateOfDay({ from }: OtherUnits, day: number): Rate | undefined {
  return from.findLast(([first]) => first <= day)?.[1];
}
