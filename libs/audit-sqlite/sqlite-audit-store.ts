import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { AuditEntry, AuditStore, FindEntries } from '#kernel/ports/audit-store.js';

/** Stands in the file's `user_version`: raised when a release lays it out otherwise. */
const LAYOUT = 1;
/** Milliseconds to wait for another program that writes: nobody is answered meanwhile. */
const WAIT = 100;

const TABLES = `
  CREATE TABLE IF NOT EXISTS entries (
    n INTEGER PRIMARY KEY, principal TEXT, route TEXT, customer TEXT, entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_principal ON entries (principal, n);
  CREATE INDEX IF NOT EXISTS entries_by_customer ON entries (customer, n) WHERE customer IS NOT NULL;
  PRAGMA user_version = ${String(LAYOUT)}`;

interface Opened {
  readonly db: DatabaseSync;
  readonly insert: StatementSync;
}

/**
 * Entries in a file of their own, beside the log of a data folder: questions about who asked burden nobody who records. It is opened when
 * it is needed, and anew after a fault, so that it goes on by itself once the file can be written again.
 */
export class SqliteAuditStore implements AuditStore {
  private opened: Opened | undefined;

  constructor(private readonly file: string) {}

  async append(entries: readonly AuditEntry[]): Promise<void> {
    this.use(({ db, insert }) => {
      db.exec('BEGIN IMMEDIATE');
      const last = db.prepare('SELECT coalesce(max(n), 0) AS n FROM entries').get() as { readonly n: number };
      entries.forEach((entry, i) => {
        const { principal, route, customer } = entry;
        insert.run(last.n + i + 1, principal, route, customer, JSON.stringify(entry));
      });
      db.exec('COMMIT');
    });
  }

  async find(find: FindEntries): Promise<readonly (AuditEntry & { readonly n: number })[]> {
    const { sql, values } = statementOf(find);
    const rows = this.use(({ db }) => db.prepare(sql).all(...values));
    return rows.map(({ n, entry }) => ({ ...(JSON.parse(entry as string) as AuditEntry), n: n as number }));
  }

  async close(): Promise<void> {
    this.opened?.db.close();
    this.opened = undefined;
  }

  private use<Result>(run: (opened: Opened) => Result): Result {
    const opened = (this.opened ??= open(this.file));
    try {
      return run(opened);
    } catch (error) {
      this.opened = undefined;
      // With it what was begun and not committed.
      opened.db.close();
      throw error;
    }
  }
}

function open(file: string): Opened {
  const db = new DatabaseSync(file);
  try {
    db.exec(`PRAGMA busy_timeout = ${String(WAIT)}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
    const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (layout > LAYOUT)
      throw new Error('audit.sqlite was laid out by a newer release: start that one, or move the file away');
    if (layout < LAYOUT) db.exec(`BEGIN IMMEDIATE; ${TABLES}; COMMIT`);
    return { db, insert: db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?)') };
  } catch (error) {
    db.close();
    throw error;
  }
}

function statementOf({ after, limit, principal, route, customer }: FindEntries) {
  const conditions = ['n > ?'];
  const values: SQLInputValue[] = [after];
  const add = (condition: string, value: string | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    values.push(value);
  };
  add('principal = ?', principal);
  add("? IN (route, substr(route, instr(route, ' ') + 1))", route);
  add('customer = ?', customer);
  const sql = `SELECT n, entry FROM entries WHERE ${conditions.join(' AND ')} ORDER BY n LIMIT ?`;
  return { sql, values: [...values, limit] };
}
