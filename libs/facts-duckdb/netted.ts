import type { SumRequest } from '#kernel/ports/views-schema.js';
import { columnNamed, isShared, measureNamed, quoted, type Layout } from './layout.js';

/** How far the facts of a series are netted, as a state of the file has it: added up per day and dimensions, those that cancel out gone. */
export interface Netted {
  /** Facts whose rowid is less are in the net table. Rows are only ever appended, so later ones have higher ids. */
  readonly upTo: number;
  /** The latest day on which any of them was recorded. */
  readonly recorded: number;
}

/**
 * Facts for a FROM that answer a request as all facts of the series do, though they are fewer.
 * @returns undefined where they cannot: the request tells facts apart that are one in the net table, or does not know some of them yet
 */
export function nettedFacts({ table, net }: Layout, request: SumRequest, netted: Netted): string | undefined {
  const { group, where, measures, recordedTo, distinct, markBeforeWindow, worth, places } = request;
  const names = [...group, ...Object.keys(where)];
  // Whose they were no longer shows, nor each by itself.
  const isOfEach = places !== undefined || worth !== undefined || distinct !== undefined || markBeforeWindow === true;
  if (net === undefined || isOfEach || names.some((name) => !isKept(name))) return undefined;
  if ((recordedTo ?? netted.recorded) < netted.recorded) return undefined;
  // Planning takes longer the more columns there are.
  const asked = new Set(['valid', ...names.map(columnNamed), ...measures.map(measureNamed)]);
  const columns = [...asked].join();
  const recorded = `${String(netted.recorded)} AS recorded`;
  return `(SELECT ${recorded}, ${columns} FROM ${quoted(net.name)}
    UNION ALL SELECT recorded, ${columns} FROM ${quoted(table.name)} WHERE rowid >= ${String(netted.upTo)})`;
}

function isKept(name: string): boolean {
  return name === 'day' || isShared(name);
}
