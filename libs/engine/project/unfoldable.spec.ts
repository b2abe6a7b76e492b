import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BusHandler, BusRecord } from '#kernel/ports/bus.js';
import type { RecordedEvent } from '#kernel/event.js';
import { Unfoldable } from '#kernel/unfoldable.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { append, Counting, COUNTING_SCHEMA } from '#testing/counting.js';
import { HandedOutBus } from '#testing/handed-out-bus.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { foldInto } from '../fold.js';
import { firstDifference } from '../verify.js';
import { parkedIn } from './parking.js';
import { project } from './project.js';

const dayOf = (): number => 0;

/** Understands every event, and cannot fold those at some positions. */
class Clumsy extends Counting {
  constructor(private readonly unfoldable: readonly number[]) {
    super();
  }

  override async project(events: readonly RecordedEvent[]) {
    const wrong = events.find(({ position }) => this.unfoldable.includes(position));
    if (wrong !== undefined) throw new Unfoldable(`cannot fold ${String(wrong.position)}`);
    return super.project(events);
  }
}

describe('a projector that meets an event it cannot fold', () => {
  let log: MemoryEventLog;
  let views: MemoryViews;

  beforeEach(() => {
    log = new MemoryEventLog(() => new Date(0));
    views = new MemoryViews(COUNTING_SCHEMA);
  });

  async function projector(unfoldable: readonly number[]): Promise<BusHandler> {
    const bus = new HandedOutBus();
    const [projection, onProgress] = [new Clumsy(unfoldable), (): void => undefined];
    await project({ bus, group: 'g', log, views, projection, shards: 1, dayOf, onProgress });
    return bus.handler;
  }

  /** Appends one more, and hands over all that is new. */
  async function deliver(unfoldable: readonly number[], count = 1): Promise<void> {
    const from = await log.tail();
    await append(log, from, count);
    const events = await log.readAll(from, 1_000);
    const records = events.map((event): BusRecord => ({
      shard: 0,
      position: event.position,
      previous: event.position - 1,
      event,
    }));
    await (
      await projector(unfoldable)
    )(0, records);
  }

  const parked = async () => (await views.find('parked', { limit: 99 })).map(({ id }) => Number(id));

  it('parks it and what follows of its key, and goes on with the others', async () => {
    await deliver([2], 20);
    expect(await parked()).toEqual([2, 9, 16]);
    const [stale] = await views.find('stale', { limit: 9 });
    expect(stale?.body).toEqual({ since: 2, type: 'Tested', reason: 'cannot fold 2', parked: 3 });
    const seen: number[] = [];
    for await (const { valid } of views.dump('seen')) seen.push(valid);
    expect(seen).toEqual([1, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20]);
  });

  it('parks it again where it still cannot, with all that waits behind it', async () => {
    await deliver([2], 20);
    for (let i = 0; i < 3; i++) await deliver([2]);
    expect(await parked()).toEqual([2, 9, 16, 23]);
    const [stale] = await views.find('stale', { limit: 9 });
    expect(stale?.body).toEqual({ since: 2, type: 'Tested', reason: 'cannot fold 2', parked: 4 });
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 4 });
  });

  it('gives back those before another one that it cannot fold, and all of them once it can', async () => {
    await deliver([2, 5], 20);
    await deliver([9]);
    expect(await parked()).toEqual([9, 16]);
    const [stale] = await views.find('stale', { limit: 9 });
    expect(stale?.body).toEqual({ since: 9, type: 'Tested', reason: 'cannot fold 9', parked: 2 });
    await deliver([]);
    expect(await parkedIn(views)).toEqual({ keys: 0, events: 0 });
    const fresh = new MemoryViews(COUNTING_SCHEMA);
    await foldInto({ log, views: fresh, projection: new Counting(), dayOf, to: await log.tail() });
    expect(await firstDifference(views, fresh)).toBeUndefined();
  });
});
