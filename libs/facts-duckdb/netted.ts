import type { DuckDBConnection } from '@duckdb/node-api';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { isShared, quoted, type Layout } from './layout.js';

/** How far the facts of a series are netted: added up per day and dimensions, those that cancel out gone. */
export interface Netted {
  /** Facts whose rowid is less are in the net table. Rows are only ever appended, so later ones have higher ids. */
  readonly upTo: number;
  /** The latest day on which any of them was recorded. */
  readonly recorded: number;
}

/** As a state of the file has it, by series; those of which nothing is netted are missing. */
export type NettedSeries = ReadonlyMap<string, Netted>;

export async function nettedIn(connection: DuckDBConnection): Promise<NettedSeries> {
  const rows = await connection.runAndReadAll('SELECT series, up_to, recorded FROM netted WHERE up_to > 0');
  return new Map(
    rows
      .getRows()
      .map(([series, upTo, recorded]) => [String(series), { upTo: Number(upTo), recorded: Number(recorded) }]),
  );
}

/**
 * Facts for a FROM that answer a request as all facts of the series do, though they are fewer.
 * @returns undefined where they cannot: the request tells facts apart that are one in the net table, or does not know some of them yet
 */
export function nettedFacts({ table, net }: Layout, request: SumRequest, netted: Netted): string | undefined {
  const { group, where, recordedTo, distinct, markBeforeWindow } = request;
  const names = [...group, ...Object.keys(where)];
  // Whose they were no longer shows.
  const isPlaced = request.places !== undefined;
  const isApart =
    isPlaced || distinct !== undefined || markBeforeWindow === true || names.some((name) => !isKept(name));
  if (net === undefined || isApart || (recordedTo ?? netted.recorded) < netted.recorded) return undefined;
  const columns = net.columns.map(({ name }) => quoted(name)).join();
  const recorded = `${String(netted.recorded)} AS recorded`;
  return `(SELECT ${recorded}, ${columns} FROM ${quoted(net.name)}
    UNION ALL SELECT recorded, ${columns} FROM ${quoted(table.name)} WHERE rowid >= ${String(netted.upTo)})`;
}

function isKept(name: string): boolean {
  return name === 'day' || isShared(name);
}
