import type { DuckDBConnection } from '@duckdb/node-api';
import { Problem } from '#kernel/problem.js';
import { tablesOfPivot } from './checked-pivot.js';
import { refused, tablesNamed } from './checked-tree.js';

/** What DuckDB's parser says of a text. */
type Parsed =
  | { readonly error: false; readonly statements: readonly object[] }
  | { readonly error: true; readonly error_type: string; readonly error_message: string };

/** Characters a statement may have. */
const LONGEST = 100_000;

/** What statements may name: tables in lower case, and nothing of what DuckDB itself has names for. */
export interface Names {
  readonly tables: ReadonlySet<string>;
  readonly ofDuckDb: ReadonlySet<string>;
}

/**
 * Looks whether a text is one SELECT that reads the tables there are and nothing else, before any of it runs.
 * @returns the tables that it names, in lower case
 * @throws Problem `sql-not-allowed`, `bad-sql`
 */
export async function checkedStatement(
  connection: DuckDBConnection,
  sql: string,
  { tables, ofDuckDb }: Names,
): Promise<ReadonlySet<string>> {
  if (sql.length > LONGEST)
    throw new Problem('sql-too-large', `the statement has more than ${String(LONGEST)} characters`);
  const parsed = await parsedBy(connection, sql);
  if (parsed.error) {
    // Of what is no SELECT there is no tree.
    if (parsed.error_type === 'not implemented') return tablesOfPivot(sql, tables, ofDuckDb);
    throw new Problem('bad-sql', parsed.error_message);
  }
  if (parsed.statements.length !== 1)
    throw refused(parsed.statements.length === 0 ? 'nothing' : 'more than one statement');
  return tablesNamed(parsed.statements, tables);
}

async function parsedBy(connection: DuckDBConnection, sql: string): Promise<Parsed> {
  const [[json] = []] = (
    await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)::VARCHAR', [sql])
  ).getRows();
  return JSON.parse(String(json)) as Parsed;
}
