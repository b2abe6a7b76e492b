import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryAuditStore } from '#audit-memory/memory-audit-store.js';
import { SqliteAuditStore } from '#audit-sqlite/sqlite-audit-store.js';
import { nextEventId } from '#kernel/event-ids.js';
import { EventStoreDbAuditStore } from '#log-eventstoredb/eventstoredb-audit-store.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { answered, auditStoreContract } from '#testing/audit-store.contract.js';
import { withServer } from './with-server.js';

auditStoreContract('memory', async () => {
  const store = new MemoryAuditStore();
  return { open: async () => store, remove: () => Promise.resolve() };
});

auditStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-audit-'));
  return {
    open: async () => new SqliteAuditStore(join(folder, 'audit.sqlite')),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

withServer('EVENTSTORE_URL', (url) => {
  auditStoreContract('eventstoredb', async () => {
    const book = `audit-${nextEventId()}`;
    const logs: EventStoreDbEventLog[] = [];
    return {
      open: async () => {
        const log = new EventStoreDbEventLog(url, { book });
        logs.push(log);
        return log.audit();
      },
      remove: async () => {
        await Promise.all(logs.map((log) => log.close()));
      },
    };
  });

  describe('eventstoredb, an audit store', () => {
    let logs: readonly EventStoreDbEventLog[] = [];
    /** Processes of one book. */
    const opened = (count: number): readonly EventStoreDbEventLog[] => {
      const book = `audit-${nextEventId()}`;
      logs = Array.from({ length: count }, () => new EventStoreDbEventLog(url, { book }));
      return logs;
    };
    afterEach(async () => {
      await Promise.all(logs.map((log) => log.close()));
    });

    it('is no part of the book beside it', async () => {
      const [log] = opened(1);
      await log?.audit().append([answered('a')]);
      expect([await log?.tail(), await log?.readAll(0, 10)]).toEqual([0, []]);
      await expect(log?.readStream('audit')).rejects.toThrow('cannot name a stream');
    });

    it('has each entry once where several processes add to it, in the order of each', async () => {
      const all = opened(3);
      const ids = (of: number): readonly string[] => Array.from({ length: 10 }, (_, i) => `${String(of)}-${String(i)}`);
      await Promise.all(
        all.map(async (log, i) => {
          const store = log.audit();
          for (const id of ids(i)) await store.append([answered(id)]);
        }),
      );
      const found = (await all[0]?.audit().find({ after: 0, limit: 100 })) ?? [];
      expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      const of = (i: number) => found.map(({ requestId }) => requestId).filter((id) => id.startsWith(`${String(i)}-`));
      expect([of(0), of(1), of(2)]).toEqual([ids(0), ids(1), ids(2)]);
    });
  });
});

describe('an audit store whose append had no answer', () => {
  it('finds what is there and adds the rest, once', async () => {
    const kept: { readonly id: string; readonly data: unknown }[] = [];
    let isLost = true;
    const writer = {
      append: async (_stream: string, _expected: unknown, events: readonly { id: string; data: unknown }[]) => {
        kept.push(...events);
        if (isLost) throw new Error('no answer');
        return { nextExpectedRevision: BigInt(kept.length - 1) };
      },
    };
    const reader = {
      latestOf: async () => kept.slice(-1).map((event) => ({ event: { ...event, revision: BigInt(kept.length - 1) } })),
      stream: async (_stream: string, from: number) =>
        kept.slice(from).map((event, i) => ({ event: { ...event, revision: BigInt(from + i) } })),
    };
    const store = new EventStoreDbAuditStore('audit', writer as never, reader as never);
    const [a, b] = [answered('a'), answered('b')];
    await expect(store.append([a])).rejects.toThrow('no answer');
    isLost = false;
    await store.append([a, b]);
    expect((await store.find({ after: 0, limit: 9 })).map(({ n, requestId }) => [n, requestId])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });
});

describe('an audit store in a file that takes no more', () => {
  it('adds all of what is appended or nothing, and goes on once it can be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-audit-'));
    const file = join(folder, 'audit.sqlite');
    const store = new SqliteAuditStore(file);
    await store.append([answered('a')]);
    const other = new DatabaseSync(file);
    other.exec(
      "CREATE TRIGGER full BEFORE INSERT ON entries WHEN new.entry LIKE '%\"c\"%' BEGIN SELECT RAISE(ABORT, 'no room'); END",
    );
    await expect(store.append([answered('b'), answered('c')])).rejects.toThrow('no room');
    other.exec('DROP TRIGGER full');
    await store.append([answered('d')]);
    const found = await store.find({ after: 0, limit: 10 });
    expect(found.map(({ n, requestId }) => [n, requestId])).toEqual([
      [1, 'a'],
      [2, 'd'],
    ]);
    other.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
