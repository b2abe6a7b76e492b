import { DatabaseSync } from 'node:sqlite';
import type { LogAudit } from '#engine/verify.js';
import type { Envelope } from '#kernel/event.js';
import { isAssumed } from '#kernel/ports/assumed-clock.js';
import { rows } from './array-rows.js';
import type { EventRow } from './event-row.js';
import { linked, NO_DIGEST } from './hash-chain.js';

/**
 * Reads a whole log in one snapshot, beside its writer, and compares it with its chain of digests: no event missing, every one as
 * it was recorded, ids unique, recordedAt never falling but to the history after the first event, streams without gap.
 */
export function auditLog(file: string): LogAudit {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 5000; BEGIN');
    const chained = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'chain'").get() !== undefined;
    const { fault, ...head } = chained ? auditEvents(db) : unchained(db);
    const found = fault ?? repeatedId(db) ?? brokenStream(db);
    return { ...head, ...(found !== undefined && { fault: found }) };
  } finally {
    db.close();
  }
}

/** A log that no writer of this release has opened: there is nothing to compare its events with. */
function unchained(db: DatabaseSync): LogAudit {
  const { position, events } = db
    .prepare('SELECT coalesce(max(position), 0) AS position, count(*) AS events FROM events')
    .get() as { readonly position: number; readonly events: number };
  const fault = position === events ? {} : { fault: `of ${String(position)} events only ${String(events)} are there` };
  return { position, digest: NO_DIGEST, linkedLater: position, ...fault };
}

type Linked = readonly [...EventRow, digest: string | null];

function auditEvents(db: DatabaseSync): LogAudit {
  const later = db.prepare('SELECT max(position) AS position FROM chain_begun').get() as { position: number | null };
  const all = rows(db, 'SELECT events.*, digest FROM events LEFT JOIN chain USING (position) ORDER BY position');
  const head = { position: 0, digest: NO_DIGEST, linkedLater: later.position ?? 0 };
  let recordedBefore = '';
  let isOpening = false;
  for (const row of all.iterate() as Iterable<unknown> as Iterable<Linked>) {
    const fault = faultOf(row, { ...head, isOpening }, recordedBefore);
    if (fault !== undefined) return { ...head, fault };
    isOpening = head.position === 0;
    [head.position] = row;
    head.digest = row[13] ?? '';
    recordedBefore = row[8];
  }
  const end = db.prepare('SELECT max(position) AS position FROM chain').get() as { position: number | null };
  if ((end.position ?? 0) <= head.position) return head;
  return { ...head, fault: `the event at position ${String(head.position + 1)} is missing` };
}

function faultOf(
  [...columns]: Linked,
  before: { readonly position: number; readonly digest: string; readonly isOpening: boolean },
  recordedBefore: string,
): string | undefined {
  const digest = columns.pop();
  const row = columns as unknown as EventRow;
  const [position, stream, revision, id, type, , , , recordedAt, , , envelope] = row;
  const named = `the event at position ${String(position)} (${type} ${id}, ${String(revision)} of ${stream})`;
  if (digest === null) return `${named} was not put there by Tallybook: it has no digest`;
  if (linked(before.digest, row) !== digest) {
    // Positions of a log that was restored from a server may be far apart; whatever lay between is in the digest.
    if (position !== before.position + 1) return `the event at position ${String(before.position + 1)} is missing`;
    return `${named} is not as it was recorded`;
  }
  // What opens a book is no later than the history that follows it at once.
  if (before.isOpening && isAssumed({ envelope: JSON.parse(envelope) as Envelope })) return undefined;
  return recordedAt < recordedBefore ? `${named} was recorded before the one in front of it` : undefined;
}

function repeatedId(db: DatabaseSync): string | undefined {
  const row = db.prepare('SELECT id FROM events GROUP BY id HAVING count(*) > 1 LIMIT 1').get();
  return row === undefined ? undefined : `several events have the id ${String(row['id'])}`;
}

function brokenStream(db: DatabaseSync): string | undefined {
  const row = db
    .prepare(
      'SELECT stream FROM events GROUP BY stream HAVING min(revision) <> 0 OR max(revision) <> count(*) - 1 LIMIT 1',
    )
    .get();
  return row === undefined ? undefined : `the stream ${String(row['stream'])} has a gap`;
}
