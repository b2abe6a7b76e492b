/**
 * Which facts whoever asks may see: those that have one of the values in each dimension, and only those. What is worked out for them is what
 * would be in a book without any other fact. Undefined wherever it stands: all of them.
 */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** Whether something said of parts, such as a target, is of nothing but rows that are seen. */
export function isOfRows(where: Rows, rows: Rows | undefined): boolean {
  const isInside = ([name, values]: readonly [string, readonly string[]]): boolean =>
    where[name]?.every((value) => values.includes(value)) ?? false;
  return rows === undefined || Object.entries(rows).every(isInside);
}
