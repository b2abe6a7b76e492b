import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { dying, Steps } from '#testing/dying.js';
import { outboxContract } from '#testing/outbox.contract.js';

outboxContract('memory', async () => {
  const outbox = new MemoryOutbox();
  return {
    open: async () => outbox,
    dying: async (step) => dying(outbox, ['enqueue', 'claim', 'settle', 'moveOn'], new Steps(step)),
    remove: () => Promise.resolve(),
  };
});

outboxContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-outbox-'));
  const file = join(folder, 'outbox.sqlite');
  return {
    open: async () => SqliteOutbox.open(file),
    dying: async (step) => new SqliteOutbox(dyingDatabase(new DatabaseSync(file), new Steps(step + OPENING))),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

/** Steps that opening takes where the file is there already. */
const OPENING = 4;

/** Every statement is a step. */
function dyingDatabase(db: DatabaseSync, steps: Steps): DatabaseSync {
  const prepare = (sql: string): StatementSync => dying(db.prepare(sql), ['run', 'get', 'all'], steps);
  return new Proxy(dying(db, ['exec'], steps), {
    get: (of, name) => (name === 'prepare' ? prepare : (Reflect.get(of, name, of) as unknown)),
  });
}
