import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { append, Counting, COUNTING_SCHEMA } from '#testing/counting.js';
import { HandedOutBus } from '#testing/handed-out-bus.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import type { BusHandler } from '#kernel/ports/bus.js';
import { foldInto } from '../fold.js';
import { project } from './project.js';
import type { Projection } from '#kernel/projection.js';
import { shardOf } from '../shards.js';
import { firstDifference } from '../verify.js';

describe('projectors over a gap of several pages', () => {
  const SHARDS = 3;
  const EVENTS = 3_500;
  const HOUR = 3_600_000;
  const dayOf = (instant: string): number => Math.floor(Date.parse(instant) / (24 * HOUR));

  /** A log of some months, an event an hour. */
  async function longLog(): Promise<MemoryEventLog> {
    let hour = 0;
    const log = new MemoryEventLog(() => new Date(hour++ * HOUR));
    await append(log, 0, EVENTS);
    return log;
  }

  /** What each shard gets when the topic was emptied: a tick that says how far it is settled. */
  const ticks = Array.from({ length: SHARDS }, (_, shard) => ({ shard, position: EVENTS, previous: EVENTS - 1 }));

  async function projector(log: MemoryEventLog, views: MemoryViews, projection: Projection): Promise<BusHandler> {
    const bus = new HandedOutBus();
    const onProgress = (): void => undefined;
    await project({ bus, group: 'views', log, views, projection, shards: SHARDS, dayOf, onProgress });
    return bus.handler;
  }

  async function freshFold(log: MemoryEventLog): Promise<MemoryViews> {
    const views = new MemoryViews(COUNTING_SCHEMA);
    expect(await foldInto({ log, views, projection: new Counting(), dayOf, to: EVENTS })).toBe(EVENTS);
    return views;
  }

  it('fold every shard as a fresh fold does, in runs of one recorded day', async () => {
    const [log, views, counting] = [await longLog(), new MemoryViews(COUNTING_SCHEMA), new Counting()];
    const handle = await projector(log, views, counting);
    for (const tick of ticks) await handle(tick.shard, [tick]);
    expect(await firstDifference(views, await freshFold(log))).toBeUndefined();
    expect(await Promise.all(ticks.map(({ shard }) => views.checkpoint(shard)))).toEqual([EVENTS, EVENTS, EVENTS]);
    const days = counting.runs.map((run) => new Set(run.map(({ recordedAt }) => dayOf(recordedAt))).size);
    expect(Math.max(...days)).toBe(1);
  });

  it('apply each page before they read the next one', async () => {
    const [log, views] = [await longLog(), new MemoryViews(COUNTING_SCHEMA)];
    const readAfter: number[] = [];
    const readAll = log.readAll.bind(log);
    log.readAll = async (after, limit) => {
      readAfter.push(after);
      expect(limit).toBeLessThanOrEqual(1_000);
      expect(await views.checkpoint(0)).toBe(after);
      return readAll(after, limit);
    };
    const handle = await projector(log, views, new Counting());
    await handle(0, ticks.slice(0, 1));
    expect(readAfter).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('go on after a failure in the middle from where they were', async () => {
    const [log, views] = [await longLog(), new MemoryViews(COUNTING_SCHEMA)];
    // The first page and some of the second go well.
    const counting = new Counting(1, 60);
    const handle = await projector(log, views, counting);
    await expect(handle(1, ticks.slice(1, 2))).rejects.toThrow('not this time');
    const reached = await views.checkpoint(1);
    expect(reached).toBeGreaterThan(1_000);
    expect(reached).toBeLessThan(2_000);
    counting.runs.length = 0;
    for (const tick of ticks) await handle(tick.shard, [tick]);
    const again = counting.runs.flat().filter(({ key }) => shardOf(key, SHARDS) === 1);
    expect(Math.min(...again.map(({ position }) => position))).toBeGreaterThan(reached);
    expect(await firstDifference(views, await freshFold(log))).toBeUndefined();
  });

  it('settle a shard without events in it, page by page', async () => {
    const [log, views, counting] = [await longLog(), new MemoryViews(COUNTING_SCHEMA), new Counting()];
    const bus = new HandedOutBus();
    const reached: number[] = [];
    const onProgress = (_shard: number, position: number): void => void reached.push(position);
    // Seven keys leave most of a thousand shards empty.
    await project({ bus, group: 'views', log, views, projection: counting, shards: 1_000, dayOf, onProgress });
    await bus.handler(999, [{ shard: 999, position: EVENTS, previous: EVENTS - 1 }]);
    expect([reached, counting.runs]).toEqual([[1_000, 2_000, 3_000, EVENTS], []]);
  });

  it('cut what is delivered at once into runs of at most a thousand events', async () => {
    const log = new MemoryEventLog(() => new Date(0));
    await append(log, 0, 2_500);
    const [views, counting, bus] = [new MemoryViews(COUNTING_SCHEMA), new Counting(), new HandedOutBus()];
    const onProgress = (): void => undefined;
    await project({ bus, group: 'views', log, views, projection: counting, shards: 1, dayOf, onProgress });
    const events = await log.readAll(0, 2_500);
    await bus.handler(
      0,
      events.map((event) => ({ shard: 0, position: event.position, previous: event.position - 1, event })),
    );
    expect(counting.runs.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  });
});
