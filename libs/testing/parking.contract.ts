import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createProjection } from '#book/projecting/projection.js';
import type { MergeEvent } from '#subjects/merges/merge.events.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { BusRecord } from '#kernel/ports/bus.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import { foldInto } from '#engine/fold.js';
import { parkedIn } from '#engine/project/parking.js';
import { project } from '#engine/project/project.js';
import type { Projection } from '#kernel/projection.js';
import { shardOf } from '#engine/shards.js';
import { firstDifference } from '#engine/verify.js';
import type { AuditableViews } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { recorded } from './book-events.js';
import { HandedOutBus } from './handed-out-bus.js';
import { randomBook } from './random-book.js';
import { alsoMerged } from './random-merges.js';

const SHARDS = 3;
const calendar = new Calendar('UTC', 1);
const dayOf = (instant: string): number => calendar.dayOf(instant);

/** The projection of a release that cannot read some events. */
function release(unreadable: (event: RecordedEvent) => boolean): Projection {
  const projection = createProjection(calendar);
  const decode = projection.decode.bind(projection);
  return Object.assign(projection, {
    decode: (event: RecordedEvent) => {
      if (unreadable(event)) throw new Error('from a newer release');
      return decode(event);
    },
  });
}

/** A log of a random book, and at its end something that makes every shard settle. */
async function logOf(events: readonly RecordedEvent[]): Promise<MemoryEventLog> {
  let now = '';
  const log = new MemoryEventLog(() => new Date(now));
  for (const { position, recordedAt, revision: _revision, stream, ...event } of events) {
    now = recordedAt;
    await log.append(`${stream}-${String(position)}`, 'none', [event]);
  }
  return log;
}

async function recordsOf(log: MemoryEventLog): Promise<readonly BusRecord[]> {
  const last = new Map<number, number>();
  const events = await log.readAll(0, 10_000);
  const records = events.map((event): BusRecord => {
    const shard = shardOf(event.key, SHARDS);
    const previous = last.get(shard) ?? 0;
    last.set(shard, event.position);
    return { shard, position: event.position, previous, event };
  });
  const settled = events.length;
  const ticks = Array.from({ length: SHARDS }, (_, shard) => ({
    shard,
    position: settled,
    previous: last.get(shard) ?? 0,
  }));
  return [...records, ...ticks];
}

interface Following {
  readonly log: MemoryEventLog;
  readonly views: AuditableViews;
  readonly unreadable: (event: RecordedEvent) => boolean;
  readonly dice: () => number;
}

/** A projector starts, gets the records up to a position in pieces, some twice, some swapped, some not at all, and stops. */
async function follow({ log, views, unreadable, dice }: Following, upTo: number): Promise<void> {
  const bus = new HandedOutBus();
  const projection = release(unreadable);
  await project({ bus, group: 'g', log, views, projection, shards: SHARDS, dayOf, onProgress: () => undefined });
  const records = (await recordsOf(log)).filter(({ position }) => position <= upTo);
  for (let shard = 0; shard < SHARDS; shard++) {
    const own = records.filter((record) => record.shard === shard);
    for (let at = 0; at < own.length;) {
      const size = 1 + Math.floor(dice() * 6);
      const piece = own.slice(at, at + size).filter(() => dice() > 0.1);
      if (dice() < 0.2) piece.reverse();
      await bus.handler(shard, dice() < 0.3 ? [...piece, ...piece] : piece);
      at += size;
    }
    // What comes in the end always comes.
    await bus.handler(shard, own.slice(-1));
  }
}

/** The events of each key up to its first one that cannot be read, or that of a customer who is merged with it. */
function readable(events: readonly RecordedEvent[], unreadable: (event: RecordedEvent) => boolean): Set<number> {
  const stale = new Set<string>();
  const lost = new Set<string>();
  const seen = new Set<number>();
  const merged = new Map<string, readonly string[]>();
  for (const event of events) {
    const { key } = event;
    if (unreadable(event)) lost.add(key);
    else if (isMerge(event))
      merged.set(key, [...(merged.get(key) ?? []), event.data.merged, event.data.into, event.data.survivor]);
    if (reachedFrom(key, merged).some((one) => lost.has(one))) stale.add(key);
    if (!stale.has(key)) seen.add(event.position);
  }
  return seen;
}

function isMerge(event: RecordedEvent): event is RecordedEvent & MergeEvent {
  return event.type === 'CustomersMerged' || event.type === 'CustomersUnmerged';
}

function reachedFrom(key: string, merged: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Set([key]);
  for (const one of reached) for (const other of merged.get(one) ?? []) reached.add(other);
  return [...reached];
}

async function freshFold(log: MemoryEventLog, seen?: ReadonlySet<number>): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const see = (event: RecordedEvent) => (seen === undefined || seen.has(event.position) ? event : undefined);
  await foldInto({ log, views, projection: createProjection(calendar), dayOf, to: await log.tail(), see });
  return views;
}

/** Facts and histories alone: the journal has every event, parked or not. */
const WITHOUT_JOURNAL: ViewSchema = {
  series: VIEW_SCHEMA.series,
  collections: VIEW_SCHEMA.collections.filter(({ name }) => ['customers', 'opportunities', 'targets'].includes(name)),
};

/** What projectors promise of events they cannot decode, on any read models. */
export function parkingContract(name: string, open: (schema: ViewSchema) => AuditableViews, runs: number): void {
  const story = fc.record({
    book: alsoMerged(randomBook, 3, 4),
    bad: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
    share: fc.constantFrom(0.05, 0.3),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    dice: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  });

  describe(`${name}: events that a release cannot decode`, () => {
    it('are parked with what follows of their key, and are made up for by a release that can', async () => {
      await fc.assert(
        fc.asyncProperty(story, async ({ book, bad, share, cut, dice }) => {
          const events = recorded(book);
          const log = await logOf(events);
          const tail = await log.tail();
          const views = open(VIEW_SCHEMA);
          const roll = (): number => Number(dice.next().value);
          const level = (event: RecordedEvent): number => bad[event.position % bad.length] ?? 1;
          const old = (event: RecordedEvent): boolean => level(event) < share;
          const newer = (event: RecordedEvent): boolean => level(event) < share / 2;
          try {
            const half = Math.max(1, Math.floor(tail * cut));
            await follow({ log, views, unreadable: old, dice: roll }, half);
            await follow({ log, views, unreadable: old, dice: roll }, tail);
            const seen = readable(events, old);
            const narrow = Object.assign(Object.create(views) as AuditableViews, { schema: WITHOUT_JOURNAL });
            expect(await firstDifference(narrow, await freshFold(log, seen))).toBeUndefined();
            expect((await parkedIn(views)).events).toBe(tail - seen.size);
            // Two newer releases, the first of which can read only some of it. Each needs something that comes.
            await log.append('rates-1', 'none', [noted(events)]);
            await follow({ log, views, unreadable: newer, dice: roll }, tail + 1);
            await log.append('rates-2', 'none', [{ ...noted(events), id: 'rate-2' }]);
            await follow({ log, views, unreadable: () => false, dice: roll }, tail + 2);
            expect(await parkedIn(views)).toEqual({ keys: 0, events: 0 });
            expect(await firstDifference(views, await freshFold(log))).toBeUndefined();
          } finally {
            await views.close();
          }
        }),
        { numRuns: runs },
      );
    });
  });
}

/** A fact about nobody, after all others. */
function noted(events: readonly RecordedEvent[]) {
  const data = { id: 'e', currency: 'EUR', from: '2024-01-01', rate: '1.1' };
  const occurredAt = events.at(-1)?.recordedAt ?? '2024-01-01T00:00:00.000Z';
  const about = { type: 'RateSet', schema: 1, occurredAt, key: 'rates', data };
  return { ...about, id: 'rate-1', claim: 'e', hash: '', envelope: {} };
}
