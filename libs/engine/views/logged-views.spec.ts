import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JOURNAL, journalDocuments } from '#figures/journal/journal-documents.js';
import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import { landmarkOf } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteOrigins } from '#views-sqlite/sqlite-origins.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { viewsFile } from '#views-sqlite/version-files.js';
import { LeavingViews, LoggedViews } from './logged-views.js';

const SCHEMA = {
  series: [],
  collections: [
    { name: JOURNAL, fields: ['customer', 'stream', 'type'], of: 'events' },
    { name: 'personal', fields: ['customer', 'text'] },
  ],
} as const;

function happened(id: string, data: PendingEvent['data']): PendingEvent {
  const occurredAt = '2024-01-31T10:30:00.000Z';
  const envelope = { emitter: 'till', actor: 'Ann' };
  return { id, type: 'SaleRecorded', schema: 2, occurredAt, key: 'ada', data, claim: 'c', hash: 'h', envelope };
}

const EVENTS = [
  happened('e1', { customerId: 'ada', lines: [{ product: 'tea', gross: '12.50' }] }),
  happened('e2', { customerId: 'ada', personal: { name: 'Ada' } }),
  happened('e3', { customerId: 'bob' }),
];

describe('read models beside their log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-logged-'));
  let log: SqliteEventLog;
  let events: readonly RecordedEvent[];

  const file = (name: string): string => join(folder, name);
  const batch = (from: number) => ({
    ...{ shard: 0, from, to: events.length, facts: [] },
    documents: events.slice(from).flatMap(journalDocuments),
  });
  const versions = async (name: string) => {
    const left = new LeavingViews(
      SqliteViews.openWriter(viewsFile(folder, name), SCHEMA),
      SqliteEventLog.openReader(file('log')),
    );
    await left.apply(batch(0));
    return left;
  };

  beforeAll(async () => {
    log = SqliteEventLog.open(file('log'), () => new Date('2024-02-01T00:00:00Z'));
    for (const [i, event] of EVENTS.entries()) await log.append(`sale-${String(i)}`, 'none', [event]);
    events = await log.readAll(0, 10);
  });
  afterAll(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('answer of events as those that hold them whole', async () => {
    const left = await versions('left');
    const whole = SqliteViews.openWriter(':memory:', SCHEMA);
    await whole.apply(batch(0));
    for (const find of [{ limit: 9 }, { where: { stream: 'sale-1' }, limit: 9 }, { descending: true, limit: 2 }])
      expect(await left.find(JOURNAL, find)).toEqual(await whole.find(JOURNAL, find));
    const ids = [1, 3, 7].map(positionId);
    expect(await left.get(JOURNAL, ids)).toEqual(await whole.get(JOURNAL, ids));
    expect(await left.find('personal', { limit: 9 })).toEqual(await whole.find('personal', { limit: 9 }));
    await Promise.all([left.close(), whole.close()]);
  });

  it('hold no more of an event than what it is found by, and name their last', async () => {
    await (await versions('small')).close();
    const store = SqliteViews.openReader(viewsFile(folder, 'small'), SCHEMA);
    const last = events.at(-1) as RecordedEvent;
    const bodies = (await store.find(JOURNAL, { limit: 9 })).map(({ body }) => body);
    expect(bodies).toEqual([0, 0, landmarkOf(last)]);
    await store.close();
    const origins = await new SqliteOrigins(folder, JOURNAL).read(['small']);
    expect(origins.get('small')?.head).toEqual(landmarkOf(last));
  });

  it('tell nothing of an event that the log does not have, or has another in its place', async () => {
    await (await versions('lost')).close();
    const other = SqliteEventLog.open(file('other'), () => new Date());
    await other.append('sale-0', 'none', [happened('o1', {})]);
    await other.append('sale-9', 'none', [happened('o2', {})]);
    const views = new LoggedViews(SqliteViews.openReader(viewsFile(folder, 'lost'), SCHEMA), other);
    for (const position of [2, 3])
      await expect(views.get(JOURNAL, [positionId(position)])).rejects.toMatchObject({ code: 'views-unavailable' });
    await views.close();
  });
});
