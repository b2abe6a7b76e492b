import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import { MemorySessionStore } from '#sessions-memory/memory-session-store.js';
import { MongoSessionStore } from '#sessions-mongodb/mongo-session-store.js';
import { SqliteSessionStore } from '#sessions-sqlite/sqlite-session-store.js';
import { sessionStoreContract } from '#testing/session-store.contract.js';
import { connectTo } from '#views-mongodb/connection.js';
import { withMongoServers } from './with-server.js';

sessionStoreContract('memory', async () => {
  const store = new MemorySessionStore();
  return { open: async () => store, remove: () => Promise.resolve() };
});

sessionStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-sessions-'));
  const opened: SqliteSessionStore[] = [];
  return {
    open: async () => {
      const store = SqliteSessionStore.open(join(folder, 'sessions.sqlite'));
      opened.push(store);
      return store;
    },
    remove: async () => {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

withMongoServers((adapter, uri) => {
  sessionStoreContract(adapter, async () => {
    const name = `sessions-${nextEventId()}`;
    const opened: MongoSessionStore[] = [];
    return {
      open: async () => {
        const store = new MongoSessionStore(connectTo(uri), name);
        opened.push(store);
        return store;
      },
      remove: async () => {
        for (const store of opened) await store.close();
      },
    };
  });
});

describe('a store of sessions in a file', () => {
  it('has nothing left of one that was taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-sessions-'));
    const store = SqliteSessionStore.open(join(folder, 'sessions.sqlite'));
    await store.keep({ id: 'a', until: 1_000, subject: 'subject-of-bo', text: '{"name":"Bo Day"}' }, 0);
    await store.take('a');
    await store.close();
    const left = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toString('latin1');
    expect([left.includes('Bo Day'), left.includes('subject-of-bo')]).toEqual([false, false]);
    rmSync(folder, { recursive: true });
  });
});
