import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteEventLog } from './sqlite-event-log.js';

const event = (id: string) => {
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', data: {} };
  return { ...about, id, claim: id, hash: '', envelope: {} };
};

it('a log that another program has locked is away until that lets go of it, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-lock-'));
  const log = SqliteEventLog.open(join(folder, 'log.sqlite'), () => new Date('2024-01-01T00:00:00Z'));
  const other = new DatabaseSync(join(folder, 'log.sqlite'));
  const append = (id: string): Promise<unknown> => log.append(id, 'none', [event(id)]).catch((error: unknown) => error);
  expect([await append('a'), await log.trouble()]).toMatchObject([{ outcome: 'appended' }, undefined]);
  other.exec('BEGIN IMMEDIATE');
  const away = { code: 'log-unavailable', status: 503, store: 'the log' };
  expect(await append('b')).toMatchObject(away);
  // It is known by now: nobody waits for it, and reads go on.
  expect(await Promise.all(Array.from({ length: 20 }, () => append('b')))).toMatchObject(
    Array.from({ length: 20 }, () => away),
  );
  expect([await log.trouble(), await log.tail()]).toEqual(['log.sqlite is locked by another program: end that one', 1]);
  other.exec('ROLLBACK');
  expect([await log.trouble(), await append('b'), await log.tail()]).toMatchObject([
    undefined,
    { outcome: 'appended' },
    2,
  ]);
  other.close();
  await log.close();
  rmSync(folder, { recursive: true });
});
