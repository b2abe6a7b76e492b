import { DatabaseSync } from 'node:sqlite';
import type { Register } from '#kernel/ports/register.js';

/** A value under a name in a SQLite file, which may hold others. */
export class SqliteRegister<Value> implements Register<Value> {
  private constructor(
    private readonly db: DatabaseSync,
    private readonly name: string,
    private readonly initial: Value,
  ) {}

  /** @param name permanent @param initial what it is before anybody has changed it @throws where the file is none of SQLite */
  static open<Value>(file: string, name: string, initial: Value): SqliteRegister<Value> {
    const db = new DatabaseSync(file);
    try {
      // EXTRA: a change is not undone by losing power right after it either.
      db.exec('PRAGMA busy_timeout = 5000; PRAGMA synchronous = EXTRA');
      db.exec('CREATE TABLE IF NOT EXISTS registers (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
      return new SqliteRegister(db, name, initial);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  async read(): Promise<Value> {
    return this.value();
  }

  async change(edit: (value: Value) => Value | undefined): Promise<Value> {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const before = this.value();
      const after = edit(before);
      if (after !== undefined) this.put(after);
      this.db.exec('COMMIT');
      return after ?? before;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.db.isOpen) this.db.close();
  }

  private value(): Value {
    const row = this.db.prepare('SELECT value FROM registers WHERE name = ?').get(this.name);
    return row === undefined ? this.initial : (JSON.parse(row['value'] as string) as Value);
  }

  private put(value: Value): void {
    this.db.prepare('INSERT OR REPLACE INTO registers VALUES (?, ?)').run(this.name, JSON.stringify(value));
  }
}
