import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOutboxCopy } from '#outbox-sqlite/sqlite-outbox-copy.js';
import { SqliteOutbox } from '#outbox-sqlite/sqlite-outbox.js';
import { auditCopied, backupBook, logFile, outboxFile } from './log-copies.js';

const at = (second: number): string => new Date(Date.UTC(2024, 4, 1, 10, 0, second)).toISOString();

/** Events of two streams, at positions that lie apart as a server's do. */
const EVENTS: readonly RecordedEvent[] = Array.from({ length: 6 }, (_, i) => ({
  stream: i % 2 === 0 ? 'customer-ada' : 'customer-bo',
  revision: Math.floor(i / 2),
  position: 100 * (i + 1),
  id: `e${String(i)}`,
  type: 'CustomerChanged',
  schema: 1,
  key: 'ada',
  occurredAt: at(0),
  recordedAt: at(i),
  claim: `c${String(i)}`,
  hash: 'h',
  envelope: {},
  data: {},
}));

describe('a log that lies elsewhere', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-audit-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function* pages(events: readonly RecordedEvent[]): AsyncIterable<readonly RecordedEvent[]> {
    yield events.slice(0, 2);
    yield events.slice(2);
  }
  const faultOf = async (events: readonly RecordedEvent[]) => (await auditCopied(pages(events), folder)).fault;
  const changed = (at: number, change: Partial<RecordedEvent>) =>
    EVENTS.map((event, i) => (i === at ? { ...event, ...change } : event));

  it('is in order up to its last event, and has the digest of the same log anywhere', async () => {
    const found = await auditCopied(pages(EVENTS), folder);
    expect(found).toEqual({ position: 600, digest: expect.stringMatching(/^[\w-]{43}$/), linkedLater: 0 });
    expect(await auditCopied(pages(EVENTS), folder)).toEqual(found);
    expect((await auditCopied(pages(changed(5, { data: { a: 1 } })), folder)).digest).not.toBe(found.digest);
  });

  it('has a fault where an event of a stream is gone, an id is there twice, or time went back', async () => {
    expect(await faultOf(EVENTS.filter((_, i) => i !== 2))).toBe('the stream customer-ada has a gap');
    expect(await faultOf(EVENTS.slice(1))).toBe('the stream customer-ada has a gap');
    expect(await faultOf(changed(5, { id: 'e1' }))).toBe('several events have the id e1');
    expect(await faultOf(changed(4, { recordedAt: at(1) }))).toMatch(
      /^the event at position 500 .* was recorded before/,
    );
    await expect(faultOf(changed(4, { revision: 1 }))).rejects.toThrow('customer-ada has an event 1 already');
  });
});

it('copies reactions as far as they were before the log was copied, whatever they reach meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-backup-'));
  const to = join(folder, 'copy');
  mkdirSync(to);
  await SqliteEventLog.open(logFile(folder), () => new Date()).close();
  const outbox = SqliteOutbox.open(outboxFile(folder));
  await outbox.moveOn('action.decisions', undefined, 4);
  await outbox.moveOn('action.tasks', undefined, 7);
  const taken = backupBook(folder, to);
  await outbox.moveOn('action.decisions', 4, 9);
  await taken;
  const copy = new SqliteOutboxCopy(outboxFile(to));
  expect(copy.checkpoints()).toEqual([
    { reaction: 'action.decisions', position: 4 },
    { reaction: 'action.tasks', position: 7 },
  ]);
  copy.close();
  await outbox.close();
  rmSync(folder, { recursive: true });
});
