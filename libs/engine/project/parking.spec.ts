import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { append, Counting, COUNTING_SCHEMA } from '#testing/counting.js';
import { HandedOutBus } from '#testing/handed-out-bus.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import type { BusHandler, BusRecord } from '#kernel/ports/bus.js';
import type { RecordedEvent } from '#kernel/event.js';
import { foldInto } from '../fold.js';
import { parkedIn } from './parking.js';
import { project } from './project.js';
import { firstDifference } from '../verify.js';

const dayOf = (): number => 0;

/** Cannot read the events at some positions. */
class Older extends Counting {
  constructor(private readonly unreadable: readonly number[]) {
    super();
  }

  override decode(event: RecordedEvent): RecordedEvent {
    if (this.unreadable.includes(event.position)) throw new Error('no such thing yet');
    return event;
  }
}

describe('a projector that meets an event it cannot decode', () => {
  let log: MemoryEventLog;
  let views: MemoryViews;

  beforeEach(() => {
    log = new MemoryEventLog(() => new Date(0));
    views = new MemoryViews(COUNTING_SCHEMA);
  });

  async function projector(unreadable: readonly number[]): Promise<BusHandler> {
    const bus = new HandedOutBus();
    const [projection, onProgress] = [new Older(unreadable), (): void => undefined];
    await project({ bus, group: 'g', log, views, projection, shards: 1, dayOf, onProgress });
    return bus.handler;
  }

  async function records(after: number): Promise<readonly BusRecord[]> {
    const events = await log.readAll(after, 100_000);
    return events.map((event) => ({ shard: 0, position: event.position, previous: event.position - 1, event }));
  }

  async function seen(): Promise<readonly number[]> {
    const positions: number[] = [];
    for await (const { valid } of views.dump('seen')) positions.push(valid);
    return positions;
  }

  async function isAsFreshlyFolded(): Promise<boolean> {
    const fresh = new MemoryViews(COUNTING_SCHEMA);
    await foldInto({ log, views: fresh, projection: new Counting(), dayOf, to: await log.tail() });
    return (await firstDifference(views, fresh)) === undefined;
  }

  it('parks it and what follows of its key, and goes on with the others', async () => {
    // Seven keys in turn: the second event and every seventh after it are of one.
    await append(log, 0, 20);
    await (
      await projector([2])
    )(0, await records(0));
    expect(await seen()).toEqual([1, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20]);
    expect(await views.find('stale', { limit: 9 })).toEqual([
      {
        id: 'key-1',
        fields: { shard: '0' },
        body: { since: 2, type: 'Tested', reason: 'no such thing yet', parked: 3 },
      },
    ]);
    expect((await views.find('parked', { limit: 9 })).map(({ id }) => Number(id))).toEqual([2, 9, 16]);
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 3 });
  });

  it('parks nothing twice, however often it is delivered', async () => {
    await append(log, 0, 20);
    const handle = await projector([2]);
    for (let i = 0; i < 3; i++) await handle(0, [...(await records(0))].reverse());
    await handle(0, await records(0));
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 3 });
  });

  it('makes up for them with the next record once it can, a mere tick included', async () => {
    await append(log, 0, 20);
    await (
      await projector([2, 4])
    )(0, await records(0));
    await append(log, 20, 1);
    const newer = await projector([4]);
    await newer(0, [{ shard: 0, position: 21, previous: 20, event: (await log.readAll(20, 1))[0] as RecordedEvent }]);
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 3 });
    await append(log, 21, 1);
    const tick = { shard: 0, position: 22, previous: 21 };
    await (
      await projector([])
    )(0, [tick]);
    expect(await parkedIn(views)).toEqual({ keys: 0, events: 0 });
    // A tick said that nothing of this shard was there.
    expect(await seen()).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
  });

  it('gives back those before another one that it cannot decode, and says which one that is', async () => {
    await append(log, 0, 30);
    await (
      await projector([2, 16])
    )(0, await records(0));
    await append(log, 30, 1);
    await (
      await projector([16])
    )(0, await records(30));
    expect((await views.find('parked', { limit: 9 })).map(({ id }) => Number(id))).toEqual([16, 23, 30]);
    const [stale] = await views.find('stale', { limit: 1 });
    expect(stale?.body).toEqual({ since: 16, type: 'Tested', reason: 'no such thing yet', parked: 3 });
    await append(log, 31, 1);
    await (
      await projector([])
    )(0, await records(31));
    expect(await isAsFreshlyFolded()).toBe(true);
  });

  it('gives back ten thousand at most with one batch', async () => {
    await append(log, 0, 7 * 12_000);
    await (
      await projector([1])
    )(0, await records(0));
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 12_000 });
    const newer = await projector([]);
    await append(log, 7 * 12_000, 1);
    await newer(0, await records(7 * 12_000));
    // The one that came waits behind the others.
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 2_001 });
    await append(log, 7 * 12_000 + 1, 1);
    await newer(0, await records(7 * 12_000 + 1));
    expect(await parkedIn(views)).toEqual({ keys: 0, events: 0 });
    expect(await isAsFreshlyFolded()).toBe(true);
  });

  it('gives nothing back where the batch is not applied, and all of it with the next try', async () => {
    await append(log, 0, 20);
    await (
      await projector([2])
    )(0, await records(0));
    await append(log, 20, 1);
    const newer = await projector([]);
    const apply = views.apply.bind(views);
    views.apply = () => Promise.reject(new Error('the store is away'));
    await expect(newer(0, await records(20))).rejects.toThrow('the store is away');
    expect(await parkedIn(views)).toEqual({ keys: 1, events: 3 });
    views.apply = apply;
    await newer(0, await records(20));
    expect(await isAsFreshlyFolded()).toBe(true);
  });

  it('is no fold anew: that one stops and names the event', async () => {
    await append(log, 0, 20);
    const fold = foldInto({ log, views, projection: new Older([2]), dayOf, to: 20 });
    await expect(fold).rejects.toThrow(
      'the event Tested (schema 1) at position 2 cannot be decoded: no such thing yet',
    );
    expect(await views.checkpoint(0)).toBe(0);
  });
});
