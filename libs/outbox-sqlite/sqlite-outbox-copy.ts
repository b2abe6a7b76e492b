import { DatabaseSync } from 'node:sqlite';
import type { Delivery } from '#kernel/delivery.js';
import type { OutboxCopy } from '#kernel/ports/outbox.js';
import { deliveryOf } from './delivery-row.js';

const PAGE = 500;
/** Milliseconds for which whoever writes to it may be in the way. */
const WAIT = 5_000;

/** The outbox in a file that is read only, such as a backup's. */
export class SqliteOutboxCopy implements OutboxCopy {
  private readonly db: DatabaseSync;

  constructor(file: string) {
    this.db = new DatabaseSync(file, { readOnly: true, timeout: WAIT });
  }

  *deliveries(): Iterable<readonly Delivery[]> {
    const next = this.db.prepare('SELECT * FROM deliveries WHERE id > ? ORDER BY id LIMIT ?');
    for (let after = ''; ;) {
      const page = next.all(after, PAGE).map(deliveryOf);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.id;
    }
  }

  checkpoints(): readonly { readonly reaction: string; readonly position: number }[] {
    // Whoever opens it first is about to lay it out.
    if (this.db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").get() === undefined) return [];
    const rows = this.db.prepare('SELECT reaction, position FROM checkpoints').all();
    return rows.map(({ reaction, position }) => ({ reaction: String(reaction), position: Number(position) }));
  }

  kept(): readonly { readonly name: string; readonly text: string }[] {
    const rows = this.db.prepare('SELECT name, text FROM kept').all();
    return rows.map(({ name, text }) => ({ name: String(name), text: String(text) }));
  }

  close(): void {
    this.db.close();
  }
}
