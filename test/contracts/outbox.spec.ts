import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { nextEventId } from '#kernel/event-ids.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { MongoOutbox } from '#outbox-mongodb/mongo-outbox.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { dying, Steps } from '#testing/dying.js';
import { outboxContract } from '#testing/outbox.contract.js';
import { outboxTakingContract } from '#testing/outbox-taking.contract.js';
import type { OutboxUnderTest } from '#testing/outbox-under-test.js';
import { withMongoServers } from './with-server.js';

/** Everything that is a law for it. */
function lawful(name: string, prepare: () => Promise<OutboxUnderTest>): void {
  outboxContract(name, prepare);
  outboxTakingContract(name, prepare);
}

lawful('memory', async () => {
  const outbox = new MemoryOutbox();
  return {
    open: async () => outbox,
    dying: async (step) => dying(outbox, ['enqueue', 'takeOver', 'claim', 'settle', 'moveOn'], new Steps(step)),
    remove: () => Promise.resolve(),
  };
});

lawful('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-outbox-'));
  const file = join(folder, 'outbox.sqlite');
  return {
    open: async () => SqliteOutbox.open(file),
    dying: async (step) => new SqliteOutbox(dyingDatabase(new DatabaseSync(file), new Steps(step + OPENING))),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

withMongoServers((adapter, uri) =>
  lawful(adapter, async () => {
    const name = `outbox-${nextEventId()}`;
    const client = new MongoClient(uri);
    await new MongoOutbox(client, name).prepare();
    return {
      open: async () => new MongoOutbox(new MongoClient(uri), name),
      dying: async (step) => {
        const own = new MongoClient(uri);
        return new MongoOutbox(own, name, dyingDb(own.db(), new Steps(step)));
      },
      remove: async () => {
        // Some servers refuse to drop one that nothing was ever written to.
        for (const collection of await client.db().collections())
          if (collection.collectionName.startsWith(`${name}.`)) await collection.drop();
        await client.close();
      },
    };
  }),
);

/** Every command is a step. */
function dyingDb(db: Db, steps: Steps): Db {
  const commands = ['insertOne', 'updateOne', 'findOne', 'find', 'deleteMany'];
  return Object.assign(Object.create(db) as Db, {
    collection: (...args: Parameters<Db['collection']>) => dying(db.collection(...args), commands, steps),
  });
}

/** Steps that opening takes where the file is there already. */
const OPENING = 4;

/** Every statement is a step. */
function dyingDatabase(db: DatabaseSync, steps: Steps): DatabaseSync {
  const prepare = (sql: string): StatementSync => dying(db.prepare(sql), ['run', 'get', 'all'], steps);
  return new Proxy(dying(db, ['exec'], steps), {
    get: (of, name) => (name === 'prepare' ? prepare : (Reflect.get(of, name, of) as unknown)),
  });
}
