import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextEventId } from '#kernel/event-ids.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { FolderInUse, lockFolder } from '#log-sqlite/folder-lock.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { eventLogContract } from '#testing/event-log.contract.js';
import { Restorer } from '#log-eventstoredb/restored/restorer.js';
import { recordedElsewhere } from './recorded-elsewhere.js';
import { withServer } from './with-server.js';

eventLogContract(
  'memory',
  async (clock) => {
    const log = new MemoryEventLog(clock);
    return { log, reopen: async () => log, remove: () => Promise.resolve() };
  },
  { notKept: 'it is gone with its process' },
);

eventLogContract('sqlite', async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-log-'));
  const file = join(folder, 'log.sqlite');
  const log = SqliteEventLog.open(file, clock);
  return {
    log,
    reopen: async () => {
      await log.close();
      return SqliteEventLog.open(file, clock);
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

withServer('EVENTSTORE_URL', (url) => {
  for (const [name, bookOf, notEmpty] of [
    ['eventstoredb', () => `law-${nextEventId()}`, {}],
    ['eventstoredb, without a name', () => '', { notEmpty: 'all that others appended without a name is in it' }],
  ] as const)
    eventLogContract(
      name,
      async () => {
        const book = bookOf();
        const log = new EventStoreDbEventLog(url, { book });
        return {
          log,
          reopen: async () => {
            await log.close();
            return new EventStoreDbEventLog(url, { book });
          },
          remove: () => Promise.resolve(),
        };
      },
      { clockOfItsOwn: 'events are recorded by the clock of the server', ...notEmpty },
    );

  eventLogContract(
    'eventstoredb, restored',
    async () => {
      const book = `law-${nextEventId()}`;
      const restorer = new Restorer(url, book);
      const { source } = await recordedElsewhere(10);
      await restorer.restore(source, { onStored: () => undefined, onCompared: () => undefined });
      await restorer.close();
      const log = new EventStoreDbEventLog(url, { book });
      return {
        log,
        reopen: async () => {
          await log.close();
          return new EventStoreDbEventLog(url, { book });
        },
        remove: () => Promise.resolve(),
      };
    },
    {
      clockOfItsOwn: 'events are recorded by the clock of the server',
      notEmpty: 'facts were restored into it',
    },
  );
});

describe('sqlite, a log read beside its writer', () => {
  it('shows what the writer has committed and appends nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-log-'));
    const writer = SqliteEventLog.open(join(folder, 'log.sqlite'), () => new Date());
    const reader = SqliteEventLog.openReader(join(folder, 'log.sqlite'));
    const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', data: {} };
    const event = { ...about, id: 'e', claim: 'e', hash: '', envelope: {} };
    await writer.append('s', 'none', [event]);
    expect(await reader.readAll(0, 10)).toEqual(await writer.readAll(0, 10));
    await expect(reader.append('t', 'none', [event])).rejects.toThrow('for reading only');
    await writer.close();
    await expect(writer.append('t', 'none', [event])).rejects.toThrow('closed');
    await reader.close();
    rmSync(folder, { recursive: true });
  });

  it('belongs to one owner of its folder at a time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tally-lock-'));
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    lock.release();
    lockFolder(folder).release();
    rmSync(folder, { recursive: true });
  });
});
