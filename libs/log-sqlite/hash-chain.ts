import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { rows } from './array-rows.js';
import type { EventRow } from './event-row.js';

/** What the first event is linked to. */
export const NO_DIGEST = '';

/**
 * The digests lie in a table of their own: the events' is never rewritten. `chain_begun` has a row where a log is older than its chain:
 * the digests up to that position were computed later, from what was stored by then.
 */
export const CHAIN_SCHEMA = `
  CREATE TABLE IF NOT EXISTS chain (position INTEGER PRIMARY KEY, digest TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS chain_begun (position INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT;
`;

/**
 * The digest of a log up to an event: SHA-256 of the digest before it and everything stored of the event, base64url. Permanent: stored
 * digests are compared with it.
 */
export function linked(previous: string, row: EventRow): string {
  return hash('sha256', `${previous}\n${row.join('\n')}`, 'base64url');
}

/** Links the events that have no digest yet: all of a log that an earlier release wrote. All of them or none. */
export function linkOlderEvents(db: DatabaseSync, now: string): void {
  const { done, tail } = db
    .prepare(
      'SELECT (SELECT coalesce(max(position), 0) FROM chain) AS done, (SELECT coalesce(max(position), 0) FROM events) AS tail',
    )
    .get() as { readonly done: number; readonly tail: number };
  if (done >= tail) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const put = db.prepare('INSERT INTO chain VALUES (?, ?)');
    const rest = rows(db, 'SELECT * FROM events WHERE position > ? ORDER BY position');
    let digest = digestAt(db, done);
    for (const row of rest.iterate(done) as Iterable<unknown> as Iterable<EventRow>) {
      digest = linked(digest, row);
      put.run(row[0], digest);
    }
    db.prepare('INSERT INTO chain_begun VALUES (?, ?)').run(tail, now);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** The digest of the log up to the event at a position; that of an empty log at 0. */
export function digestAt(db: DatabaseSync, position: number): string {
  const row = db.prepare('SELECT digest FROM chain WHERE position = ?').get(position);
  return (row as { readonly digest: string } | undefined)?.digest ?? NO_DIGEST;
}
