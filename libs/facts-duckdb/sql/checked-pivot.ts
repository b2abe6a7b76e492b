import type { DuckDBConnection } from '@duckdb/node-api';
import { refused } from './checked-tree.js';
import { givesRows, isRefused } from './refused-functions.js';

/** What begins, or belongs to, a statement that does something. */
const DOES = new Set(
  (
    'create insert update delete merge drop alter attach detach copy export import install load set reset pragma call use checkpoint vacuum ' +
    'analyze execute prepare deallocate begin commit rollback abort explain describe show summarize comment truncate returning main temp system'
  ).split(' '),
);

/** Everything that DuckDB has a name for and that is not for those who ask. */
export async function namesOfDuckDb(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const found = await connection.runAndReadAll(`
    SELECT function_name FROM duckdb_functions() WHERE function_type NOT IN ('scalar', 'aggregate', 'macro')
    UNION SELECT view_name FROM duckdb_views() UNION SELECT table_name FROM duckdb_tables()
    UNION SELECT schema_name FROM duckdb_schemas() UNION SELECT database_name FROM duckdb_databases()`);
  const names = found.getRows().map(([name]) => String(name).toLowerCase());
  return new Set(names.filter((name) => !givesRows(name)));
}

/**
 * A PIVOT without an IN is several statements to DuckDB, which its parser gives no tree of: it is looked through word by word. What is
 * named must be written down, be it in quotes, so no word of it may be one that is refused.
 * @param names of `namesOfDuckDb`
 * @returns those of the tables that it may name
 * @throws Problem `sql-not-allowed`
 */
export function tablesOfPivot(
  sql: string,
  tables: ReadonlySet<string>,
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const words = new Set(sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu));
  if (!words.has('pivot') || /;\s*\S/.test(sql)) throw refused('what is no SELECT');
  if (/u&\s*"/i.test(sql)) throw refused('a name in escapes');
  for (const word of words)
    if (!tables.has(word) && (DOES.has(word) || isRefused(word) || names.has(word)))
      throw refused(`"${word}" in a PIVOT without IN`);
  return new Set([...tables].filter((name) => words.has(name)));
}
