import { compareText } from '#kernel/compare.js';

/** What is known of a dimension without looking at facts. */
export interface Dimension {
  /** What it always may be, whether or not there is a fact of it. */
  readonly values?: readonly string[];
  /** Facts have other values than those, too. */
  readonly isOpen?: true;
  /** Its values are whole numbers, and stand in the order of numbers. */
  readonly isNumber?: true;
  /** Whoever is shown all figures, and whoever closes a period, sees every metric by it that goes by it. */
  readonly isCommon?: true;
}

export type Dimensions = Readonly<Record<string, Dimension>>;

/** What a fact that has a time of day goes by: weekday (1 is Monday) and hour. */
export const CALENDAR_DIMENSIONS = {
  weekday: { values: ['1', '2', '3', '4', '5', '6', '7'], isNumber: true },
  hour: { values: Array.from({ length: 24 }, (_, hour) => String(hour)), isNumber: true },
  /** The same by the clock of the customer, where its zone is known. */
  customer_weekday: { isNumber: true },
  customer_hour: { isNumber: true },
} as const satisfies Dimensions;

/** One dimension that several subjects go by: what each of them knows of it holds for all. */
export function mergedDimensions(declared: readonly Dimensions[]): ReadonlyMap<string, Dimension> {
  const merged = new Map<string, Dimension>();
  for (const [name, dimension] of declared.flatMap((one) => Object.entries(one))) {
    const { values: known = [], ...flags } = merged.get(name) ?? {};
    const values = [...new Set([...known, ...(dimension.values ?? [])])];
    merged.set(name, { ...flags, ...dimension, ...(values.length > 0 && { values }) });
  }
  return merged;
}

/** The order of two values of a dimension: numbers as numbers, everything else (dates too) as text; a missing one first. */
export function compareValues({ isNumber }: Dimension, a: string, b: string): number {
  if (isNumber !== true || a === '' || b === '') return compareText(a, b);
  return Number(a) - Number(b);
}
