import { DatabaseSync } from 'node:sqlite';
import { decodeFacts, encodeFacts } from '#engine/batch/fact-codec.js';
import type { Row } from '#kernel/ports/views-schema.js';

/**
 * Changes the facts that a file of read models has by hand, batch by batch.
 * @param change gives those to store instead @returns how to put back what was there
 */
export function changeStoredFacts(file: string, change: (facts: readonly Row[]) => readonly Row[]): () => void {
  const write = (stored: readonly Stored[]): void => {
    const db = new DatabaseSync(file);
    const put = db.prepare('UPDATE batches SET facts = ? WHERE rowid = ?');
    for (const { id, facts } of stored) put.run(facts, id);
    db.close();
  };
  const before = storedIn(file);
  write(before.map(({ id, facts }) => ({ id, facts: encodeFacts(change(decodeFacts(facts))) })));
  return () => write(before);
}

interface Stored {
  readonly id: number;
  readonly facts: Uint8Array;
}

function storedIn(file: string): readonly Stored[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const stored = db.prepare('SELECT rowid AS id, facts FROM batches').all();
  db.close();
  return stored as unknown as readonly Stored[];
}
