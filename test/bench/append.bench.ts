import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { PendingEvent } from '#kernel/event.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { perhapsEmmett } from './peers/emmett.js';
import { print, secondsOf, type Peer } from './report.js';

const EVENTS = 30_000;
const GROUP = 100;
/** Of the peer, which is slower. */
const FEWER = 500;

/** Durable appends in groups of 100 through the log port, against raw inserts of the same rows in transactions of 100. */
export async function benchAppend(folder: string): Promise<void> {
  const events = Array.from({ length: EVENTS }, (_, i) => event(i));
  const raw = await secondsOf(() => insertRaw(join(folder, 'raw.sqlite'), events));
  const log = SqliteEventLog.open(join(folder, 'log.sqlite'), () => new Date());
  const port = await secondsOf(async () => {
    for (let i = 0; i < EVENTS; i += GROUP)
      await Promise.all(events.slice(i, i + GROUP).map((one) => log.append(`sale-${one.id}`, 'none', [one])));
  });
  await log.close();
  print({
    what: 'durable append, groups of 100',
    reached: EVENTS / port,
    unit: 'events/s',
    floor: EVENTS / raw,
    peers: await emmettAppends(join(folder, 'emmett.sqlite'), events.slice(0, FEWER)),
    target: 'ratio 0.6',
  });
}

async function emmettAppends(file: string, events: readonly PendingEvent[]): Promise<readonly Peer[]> {
  const append = await perhapsEmmett(file);
  if (append === undefined) return [];
  const seconds = await secondsOf(async () => {
    for (const { id, data } of events) await append(`sale-${id}`, data);
  });
  return [{ name: 'emmett, one after another', reached: events.length / seconds }];
}

function event(number: number): PendingEvent {
  const id = `0190-${String(number).padStart(12, '0')}`;
  const lines = [{ product: 'tea', quantity: '3', unitPrice: '4.15', gross: '12.45', reduction: '0' }];
  const data = { id, customerId: `c${String(number % 1000)}`, currency: 'USD', rate: '1', lines };
  return {
    id,
    type: 'SaleRecorded',
    schema: 1,
    occurredAt: '2024-02-03T10:30:00.000Z',
    key: data.customerId,
    claim: id,
    hash: 'x'.repeat(43),
    envelope: {},
    data,
  };
}

function insertRaw(file: string, events: readonly PendingEvent[]): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, revision INT, id TEXT, type TEXT, schema INT, key TEXT,
    occurred_at TEXT, recorded_at TEXT, claim TEXT, hash TEXT, envelope TEXT, data TEXT) STRICT; CREATE UNIQUE INDEX by_stream ON events (stream, revision)`);
  const insert = db.prepare(`INSERT INTO events VALUES (${'?, '.repeat(12)}?)`);
  events.forEach((one, i) => {
    if (i % GROUP === 0) db.exec('BEGIN IMMEDIATE');
    const { id, type, schema, key, occurredAt, claim, hash, data } = one;
    insert.run(
      i + 1,
      `sale-${id}`,
      0,
      id,
      type,
      schema,
      key,
      occurredAt,
      occurredAt,
      claim,
      hash,
      '{}',
      JSON.stringify(data),
    );
    if (i % GROUP === GROUP - 1) db.exec('COMMIT');
  });
  db.close();
}
