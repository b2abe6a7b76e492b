import type { Narrowed, Rows } from '#subjects/access/access.events.js';

/** What a key and all of its grants leave to be seen, and no group smaller than the largest that one of them asks for. */
export function narrowedBy(all: readonly Narrowed[]): Narrowed {
  const rows = all.flatMap((one): readonly Rows[] => (one.rows === undefined ? [] : [one.rows]));
  const groups = all.flatMap(({ minGroup }) => minGroup ?? []);
  return {
    ...(rows.length > 0 && { rows: rows.reduce(inBoth) }),
    ...(groups.length > 0 && { minGroup: Math.max(...groups) }),
  };
}

function inBoth(one: Rows, other: Rows): Rows {
  const shared = Object.entries(other).map(([dimension, values]): [string, readonly string[]] => [
    dimension,
    one[dimension]?.filter((value) => values.includes(value)) ?? values,
  ]);
  return { ...one, ...Object.fromEntries(shared) };
}
