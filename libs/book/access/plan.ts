import type { Rows } from '#figures/rows.js';
import type { Narrowed } from '#subjects/access/access.events.js';

/** What of the facts somebody sees: all, none, or those with one of the values in each dimension, and only those. */
export type Plan = 'all' | 'none' | { readonly where: Rows };

/** What stands for values that a login tells, such as `$salesperson`. */
const FROM_LOGIN = '$';

/** @param told by a login of who asks, by the names that values refer to them with; what it does not tell is no value */
export function planOf({ rows }: Narrowed, told: Rows = {}): Plan {
  if (rows === undefined) return 'all';
  const valuesOf = (value: string): readonly string[] =>
    value.startsWith(FROM_LOGIN) ? valuesTold(told, value.slice(FROM_LOGIN.length)) : [value];
  const where = Object.entries(rows).map(([name, values]) => [name, [...new Set(values.flatMap(valuesOf))]] as const);
  return where.some(([, values]) => values.length === 0) ? 'none' : { where: Object.fromEntries(where) };
}

function valuesTold(told: Rows, name: string): readonly string[] {
  return (Object.hasOwn(told, name) ? told[name] : undefined) ?? [];
}
