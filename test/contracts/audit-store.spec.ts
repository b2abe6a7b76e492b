import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryAuditStore } from '#audit-memory/memory-audit-store.js';
import { SqliteAuditStore } from '#audit-sqlite/sqlite-audit-store.js';
import { answered, auditStoreContract } from '#testing/audit-store.contract.js';

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
