import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A statement that gives rows as arrays. */
export function rows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
