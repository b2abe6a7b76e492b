import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import { append, Counting, COUNTING_SCHEMA } from '#testing/counting.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import type { Bus, BusRecord } from '#kernel/ports/bus.js';
import { BusBehind } from '#testing/bus-behind.js';
import { project } from './project/project.js';
import { relay } from './relay/relay.js';
import { shardOf } from './shards.js';

const GROUP = 'views';

/** A bus that loses, repeats and swaps records on their way; the very last one of a shard always arrives, as a later tick would. */
class FaultyBus extends BusBehind {
  constructor(
    bus: Bus,
    private readonly dice: () => number,
  ) {
    super(bus);
  }

  publish(records: readonly BusRecord[]): Promise<void> {
    const last = new Map(records.map((record) => [record.shard, record]));
    const sent = records.flatMap((record) =>
      this.dice() < 0.2 ? [] : this.dice() < 0.2 ? [record, record] : [record],
    );
    for (let i = 1; i < sent.length; i++)
      if (this.dice() < 0.2) [sent[i - 1], sent[i]] = [sent[i] as BusRecord, sent[i - 1] as BusRecord];
    return this.bus.publish([...sent, ...last.values()]);
  }
}

interface Run {
  readonly log: MemoryEventLog;
  readonly views: MemoryViews;
  readonly shards: number;
  readonly dice: () => number;
  readonly failures: number;
}

/** Pumps until every shard covers its last event, then stops. */
async function pump({ log, views, shards, dice, failures }: Run): Promise<void> {
  const events = await log.readAll(0, 10_000);
  const due = new Map(events.map(({ key, position }) => [shardOf(key, shards), position]));
  const from = Math.min(...(await Promise.all([...due.keys()].map((shard) => views.checkpoint(shard)))));
  const bus = new InProcessBus();
  await new Promise<void>((resolve, reject) => {
    const onProgress = (shard: number, position: number): void => {
      if ((due.get(shard) ?? Infinity) <= position) due.delete(shard);
      if (due.size === 0) resolve();
    };
    const dayOf = (): number => 0;
    const projecting = project({
      bus,
      group: GROUP,
      log,
      views,
      projection: new Counting(failures),
      shards,
      dayOf,
      onProgress,
    });
    projecting
      .then(async (unsubscribe) => {
        const relaying = relay({ log, bus: new FaultyBus(bus, dice), shards, from, onError: reject });
        void until(() => due.size === 0).then(async () => {
          await relaying.stop();
          await unsubscribe();
        });
      })
      .catch(reject);
  });
  await bus.close();
}

/** Looks again at every turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

async function positionsSeen(views: MemoryViews): Promise<readonly (readonly [number, bigint | undefined])[]> {
  const seen: (readonly [number, bigint | undefined])[] = [];
  for await (const { valid, measures } of views.dump('seen')) seen.push([valid, measures[0]]);
  return seen;
}

describe('relay, bus and projector', () => {
  it('apply every event exactly once, whatever the bus loses, repeats and swaps, over restarts', async () => {
    const runs = fc.record({
      counts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
      shards: fc.constantFrom(1, 4),
      failures: fc.constantFrom(0, 0, 1),
      dice: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ counts, shards, failures, dice }) => {
        const log = new MemoryEventLog(() => new Date(0));
        const views = new MemoryViews(COUNTING_SCHEMA);
        let total = 0;
        for (const count of counts) {
          await append(log, total, count);
          total += count;
          await pump({ log, views, shards, failures, dice: () => Number(dice.next().value) });
        }
        expect(await positionsSeen(views)).toEqual(Array.from({ length: total }, (_, i) => [i + 1, 1n]));
      }),
      { numRuns: 30 },
    );
  });

  it('let pages of a log that grows fast fill unless somebody waits, and end at once meanwhile', async () => {
    const log = new MemoryEventLog(() => new Date(0));
    const bus = new InProcessBus();
    const pages: number[] = [];
    const publish: Bus['publish'] = (records) => {
      pages.push(records.length);
      return bus.publish(records);
    };
    await append(log, 0, 1_000);
    const counted = Object.assign(Object.create(bus) as InProcessBus, { publish });
    const relaying = relay({
      log,
      bus: counted,
      shards: 1,
      from: 0,
      page: 600,
      gather: 60_000,
      onError: () => undefined,
    });
    await until(() => pages.length > 1);
    await append(log, 1_000, 10);
    relaying.hurry();
    await until(() => pages.length > 2);
    await append(log, 1_010, 10);
    await relaying.stop();
    // The second page is a short one: it is by both that the log grows fast. The last ten would have gathered with others.
    expect(pages).toEqual([600, 400, 10]);
    await bus.close();
  });

  it('keep the keys of one shard together and spread them', () => {
    expect(new Set(Array.from({ length: 200 }, (_, i) => shardOf(`customer ${String(i)}`, 16))).size).toBe(16);
    expect(shardOf('anything', 1)).toBe(0);
  });

  it('put keys where Kafka’s murmur2 puts them', () => {
    // From Kafka's own tests of its hash (Utils.murmur2), sign bit cleared, over 2^31.
    expect(shardOf('21', 2 ** 31)).toBe(-973932308 & 0x7fffffff);
    expect(shardOf('foobar', 2 ** 31)).toBe(-790332482 & 0x7fffffff);
    expect(shardOf('a-little-bit-long-string', 2 ** 31)).toBe(-985981536 & 0x7fffffff);
  });
});
