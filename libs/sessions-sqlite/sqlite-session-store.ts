import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SignedOut } from '#kernel/ports/identity-provider.js';
import type { KeptSession, SessionStore } from '#kernel/ports/session-store.js';

/** Stands in the file's `user_version`: raised when a release lays it out otherwise, which signs everybody out. */
const LAYOUT = 1;
/** Milliseconds to wait for another program that writes. */
const WAIT = 1_000;

const TABLES = `
  DROP TABLE IF EXISTS sessions;
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, until INTEGER NOT NULL, subject TEXT, visit TEXT, text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_end ON sessions (until);
  CREATE INDEX sessions_by_subject ON sessions (subject) WHERE subject IS NOT NULL;
  CREATE INDEX sessions_by_visit ON sessions (visit) WHERE visit IS NOT NULL;
  PRAGMA user_version = ${String(LAYOUT)}`;

type Row = ReturnType<StatementSync['all']>[number];

/** Sessions in a file of their own. What is deleted is overwritten, so that no name of somebody stays who has signed out. */
export class SqliteSessionStore implements SessionStore {
  private readonly byId: StatementSync;

  private constructor(private readonly db: DatabaseSync) {
    this.byId = db.prepare('SELECT * FROM sessions WHERE id = ?');
  }

  /** Made where it is not there. */
  static open(file: string): SqliteSessionStore {
    const db = new DatabaseSync(file, { timeout: WAIT });
    try {
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
      const { user_version: layout } = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
      if (layout !== LAYOUT) db.exec(`BEGIN IMMEDIATE; ${TABLES}; COMMIT`);
      return new SqliteSessionStore(db);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  async keep({ id, until, subject, visit, text }: KeptSession, now: number): Promise<void> {
    this.db.prepare('DELETE FROM sessions WHERE until <= ?').run(now);
    this.db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?)').run(id, until, subject ?? null, visit ?? null, text);
  }

  async get(id: string): Promise<KeptSession | undefined> {
    const row = this.byId.get(id);
    return row && sessionOf(row);
  }

  async extend(id: string, until: number): Promise<void> {
    this.db.prepare('UPDATE sessions SET until = max(until, ?) WHERE id = ?').run(until, id);
  }

  async take(id: string): Promise<KeptSession | undefined> {
    const row = this.db.prepare('DELETE FROM sessions WHERE id = ? RETURNING *').get(id);
    return row && sessionOf(row);
  }

  async takeOf({ subject, visit }: SignedOut): Promise<void> {
    const named = { subject, visit };
    const asked = (['subject', 'visit'] as const).flatMap((name) => {
      const value = named[name];
      return value === undefined ? [] : [{ condition: `${name} = ?`, value }];
    });
    if (asked.length === 0) return;
    const where = asked.map(({ condition }) => condition).join(' AND ');
    this.db.prepare(`DELETE FROM sessions WHERE ${where}`).run(...asked.map(({ value }) => value));
  }

  async close(): Promise<void> {
    this.db.close();
  }
}

function sessionOf({ id, until, subject, visit, text }: Row): KeptSession {
  return {
    id: String(id),
    until: Number(until),
    ...(subject !== null && { subject: String(subject) }),
    ...(visit !== null && { visit: String(visit) }),
    text: String(text),
  };
}
