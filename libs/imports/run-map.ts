import { StatementType } from '@duckdb/node-api';
import { quoted } from './columns.js';
import { placed } from './place-of-error.js';
import { checkFields, TYPE, type Column, type FactTypes } from './fields.js';
import { ImportError } from './import-error.js';
import { RESULTS, type Scratch } from './scratch.js';
import { statementsOf, type Statement } from './statements.js';

/** Facts that a statement of a map has given, kept in the scratch database in their order. */
export interface Result {
  /** The table they are in, as SQL writes it. */
  readonly table: string;
  readonly columns: readonly Column[];
  readonly count: number;
}

/** What a statement may do; beside it nothing is needed to prepare. */
const PREPARES = new Set<StatementType>([
  StatementType.CREATE,
  StatementType.INSERT,
  StatementType.UPDATE,
  StatementType.DELETE,
  StatementType.ALTER,
  StatementType.DROP,
]);

/**
 * Runs a map on the tables that are loaded, all of it, before any fact of it is sent.
 * @param tables what a value in an error may be from
 * @throws ImportError with what is wrong and where
 */
export async function runMap(
  scratch: Scratch,
  map: string,
  tables: readonly string[],
  types: FactTypes,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const statement of statementsOf(map)) {
    try {
      const result = await runStatement(scratch, statement, results.length, types);
      if (result !== undefined) results.push(result);
    } catch (error) {
      const message = error instanceof ImportError ? error.message : await placed(scratch, error as Error, tables);
      throw new ImportError(`the statement on line ${String(statement.line)} of the map: ${message}`);
    }
  }
  if (results.length === 0) throw new ImportError('the map has no SELECT: without a result there are no facts');
  return results;
}

async function runStatement(
  { connection }: Scratch,
  { sql }: Statement,
  index: number,
  types: FactTypes,
): Promise<Result | undefined> {
  const prepared = await connection.prepare(sql);
  const kind = prepared.statementType;
  prepared.destroySync();
  if (kind !== StatementType.SELECT) {
    if (!PREPARES.has(kind))
      throw new ImportError(`${StatementType[kind]} is not for maps: they SELECT, and CREATE what they need for it`);
    await connection.run(sql);
    return undefined;
  }
  const table = `${RESULTS}.${quoted(String(index))}`;
  await connection.run(`CREATE TABLE ${table} AS ${sql}`);
  const columns = await columnsIn(connection, table);
  if (!columns.some(({ name }) => name === TYPE))
    throw new ImportError(`its result has no column type, which says what a row is, such as 'RecordSale' AS type`);
  const found = await connection.runAndReadAll(`SELECT type::VARCHAR, count(*) FROM ${table} GROUP BY type`);
  const counts = found.getRows().map(([type, count]) => ({ type: String(type), count: Number(count) }));
  checkFields(
    columns,
    counts.map(({ type }) => type),
    types,
  );
  return { table, columns, count: counts.reduce((sum, { count }) => sum + count, 0) };
}

async function columnsIn(connection: Scratch['connection'], table: string): Promise<readonly Column[]> {
  const result = await connection.run(`SELECT * FROM ${table} LIMIT 0`);
  return result.columnNames().map((name, i) => ({ name, type: result.columnType(i) }));
}
