import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { append, Counting, COUNTING_SCHEMA } from '#testing/counting.js';
import { HandedOutBus } from '#testing/handed-out-bus.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import type { BusRecord } from '#kernel/ports/bus.js';
import { credible } from './credible.js';
import { landmarkOf, type RecordedEvent } from '#kernel/event.js';
import { project } from '../project/project.js';
import { shardOf } from '../shards.js';

const SHARDS = 3;
const EVENTS = 20;
/** More than any log has. */
const FAR = 9_000_000_000_000_000;

/** The positions of a log, every second one of which an event has, as a log may have them that others use too. */
class GappyLog extends MemoryEventLog {
  override async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    if (after % 2 !== 0) throw new Error(`there is no event at ${String(after)}`);
    const events = await super.readAll(after / 2, limit);
    return events.map((event) => ({ ...event, position: 2 * event.position }));
  }

  override async readStream(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]> {
    const events = await super.readStream(stream, fromRevision);
    return events.map((event) => ({ ...event, position: 2 * event.position }));
  }

  override async tail(): Promise<number> {
    return 2 * (await super.tail());
  }
}

describe('a projector behind a bus that others write to', () => {
  let log: GappyLog;
  let views: MemoryViews;
  let errors: string[];
  let events: readonly RecordedEvent[];
  let handle: (record: BusRecord) => Promise<void>;

  beforeEach(async () => {
    log = new GappyLog(() => new Date('2024-01-01T00:00:00Z'));
    views = new MemoryViews(COUNTING_SCHEMA);
    errors = [];
    await append(log, 0, EVENTS);
    events = await log.readAll(0, EVENTS);
    const bus = new HandedOutBus();
    const onError = (error: unknown): void => void errors.push(String(error));
    await project({
      bus: credible(bus, { log, shards: SHARDS, onError }),
      ...{ group: 'g', log, views, projection: new Counting(), shards: SHARDS },
      dayOf: () => 0,
      onProgress: () => undefined,
    });
    handle = (record) => bus.handler(record.shard, [record]);
  });

  /** What the read models have, and what they should have of a shard up to a position. */
  const counted = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { valid, dimensions, measures } of views.dump('seen'))
      found.push(`${String(valid)} ${dimensions.join()} ${measures.join()}`);
    return found;
  };
  const right = (shard: number, to: number): readonly string[] =>
    events
      .filter(({ key, position }) => shardOf(key, SHARDS) === shard && position <= to)
      .map(({ key, position }) => `${String(position)} ${key} 1`);

  it.each<[string, BusRecord, number]>([
    ['a tick far beyond the log', { shard: 0, position: FAR, previous: 0 }, 0],
    ['a tick just beyond the log', { shard: 0, position: 2 * EVENTS + 1, previous: 0 }, 0],
    ['hearsay of the far', { shard: 0, position: FAR, previous: 0, hearsay: true }, 0],
    ['hearsay of the end', { shard: 0, position: 2 * EVENTS, previous: 2 * EVENTS, hearsay: true }, 2 * EVENTS],
    ['hearsay of a place between two events', { shard: 0, position: 11, previous: 0, hearsay: true }, 10],
    ['hearsay of a place before all events', { shard: 0, position: 1, previous: 0, hearsay: true }, 0],
  ])('takes %s for what the log says, and goes on', async (_, forged, to) => {
    await handle(forged);
    expect([await views.checkpoint(0), await counted()]).toEqual([to, right(0, to)]);
    await handle({ shard: 0, position: 2 * EVENTS, previous: 2 * EVENTS });
    expect([await views.checkpoint(0), await counted()]).toEqual([2 * EVENTS, right(0, 2 * EVENTS)]);
  });

  it('reads from the log what an event in a wrong shard stands for', async () => {
    const stranger = events.find(({ key }) => shardOf(key, SHARDS) !== 0)!;
    await handle({ shard: 0, position: stranger.position, previous: 0, event: stranger });
    expect(await counted()).toEqual(right(0, stranger.position));
  });

  it('knows no shard that the book has not, and says what it passed over', async () => {
    await handle({ shard: SHARDS, position: 2, previous: 0 });
    await handle({ shard: 0, position: FAR, previous: 0 });
    expect(await views.checkpoint(SHARDS)).toBe(0);
    expect(errors).toEqual([
      'Error: passed over 1 records of shard 3: there is none',
      'Error: passed over 1 records: beyond the end of the log',
    ]);
  });

  describe('that remembers another log', () => {
    /** As the log had it before it was put back to `kept` events, and then grew again. */
    let before: readonly RecordedEvent[];
    const kept = 8;
    beforeEach(async () => {
      before = events;
      log.keep(kept);
      await append(log, 100, EVENTS);
      events = await log.readAll(0, 2 * EVENTS);
    });
    const recordOf = (event: RecordedEvent, landmark: RecordedEvent): BusRecord => {
      return {
        shard: shardOf(event.key, SHARDS),
        position: event.position,
        previous: 0,
        event,
        landmark: landmarkOf(landmark),
      };
    };
    const ofShard = (shard: number): readonly RecordedEvent[] =>
      before.filter(({ key }) => shardOf(key, SHARDS) === shard);

    it('passes over what the log no longer has, whatever it has in its place', async () => {
      const old = ofShard(0).filter(({ position }) => position > 2 * kept);
      for (const event of old) await handle(recordOf(event, before.at(-1)!));
      await handle({ shard: 0, position: 2 * EVENTS, previous: 0, landmark: landmarkOf(before.at(-1)!) });
      expect([await views.checkpoint(0), await counted()]).toEqual([0, []]);
      expect(new Set(errors)).toEqual(
        new Set([
          'Error: passed over 1 records: of another log than there is now, as before it was put back to an earlier day',
        ]),
      );
      await handle({ shard: 0, position: 2 * EVENTS, previous: 2 * EVENTS, landmark: landmarkOf(events[EVENTS - 1]!) });
      expect(await counted()).toEqual(right(0, 2 * EVENTS));
    });

    it('takes what both have, where its landmark is of both, and looks where it is not', async () => {
      const [first] = ofShard(0);
      await handle(recordOf(first!, before[kept]!));
      expect(await counted()).toEqual([]);
      await handle(recordOf(first!, before[kept - 1]!));
      expect([await views.checkpoint(0), await counted()]).toEqual([first!.position, right(0, first!.position)]);
    });

    it('is asked by the log what has a landmark before itself', async () => {
      const old = ofShard(0).at(-1)!;
      await handle(recordOf(old, before[kept - 1]!));
      expect([await views.checkpoint(0), await counted()]).toEqual([old.position, right(0, old.position)]);
    });
  });
});
