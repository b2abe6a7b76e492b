import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Random } from '#demo/random.js';
import { InProcessBus } from '#bus-inprocess/in-process-bus.js';
import type { RecordedEvent } from '#kernel/event.js';
import { relay } from '#engine/relay/relay.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { cases } from '#testing/night.js';
import { StandIn, type Fault } from '../stand-ins/eventstoredb-process.js';
import { anEvent, appended, until } from '../stand-ins/log-user.js';

/** Milliseconds within which a listener hears again, whatever became of its subscription. */
const HEARD_AGAIN = 2_000;
/** Each fault once, or four times. */
const SEEDS = cases({ day: 7, night: 28 });
const QUICK = { append: 300, read: 300, subscribe: 300, close: 100 };

/** What the relay published since it was last taken, in order, and where the chain of its records was broken. */
class Published {
  /** Of the last event. */
  position = 0;
  private events: RecordedEvent[] = [];
  private breaks: string[] = [];

  async collectFrom(bus: InProcessBus): Promise<void> {
    await bus.subscribe('test', async (_shard, records) => {
      for (const { event, position, previous } of records) {
        if (event === undefined) continue;
        if (previous !== this.position) this.breaks.push(`${String(position)} after ${String(previous)}`);
        this.position = position;
        this.events.push(event);
      }
    });
  }

  take(): { events: readonly RecordedEvent[]; breaks: readonly string[] } {
    const { events, breaks } = this;
    this.events = [];
    this.breaks = [];
    return { events, breaks };
  }
}

describe('the relay over EventStoreDB', () => {
  let server: StandIn;
  let log: EventStoreDbEventLog;
  /** Reads only, and takes its time. */
  let witness: EventStoreDbEventLog;
  let bus: InProcessBus;
  let published: Published;
  let pump: ReturnType<typeof relay>;
  /** Up to which position what was published has been compared with the log. */
  let compared: number;

  beforeEach(async () => {
    server = await StandIn.start();
    log = new EventStoreDbEventLog(server.url, QUICK);
    witness = new EventStoreDbEventLog(server.url);
    bus = new InProcessBus();
    published = new Published();
    compared = 0;
    await published.collectFrom(bus);
    pump = relay({ log, bus, shards: 1, from: 0, onError: () => undefined });
  });

  afterEach(async () => {
    await pump.stop();
    await bus.close();
    await Promise.all([log.close(), witness.close()]);
    await server.stop();
  });

  /** Waits until the relay is through, and compares what it published since the last time with the log. */
  const publishedAll = async (about: object): Promise<void> => {
    const tail = await witness.tail();
    await until(`everything published, ${JSON.stringify(about)}`, 10_000, () => published.position === tail);
    const stored = await witness.readAll(compared, 100_000);
    compared = tail;
    const { breaks, events } = published.take();
    expect({ ...about, breaks, events }).toEqual({ ...about, breaks: [], events: stored });
  };

  it.each<Exclude<Fault, 'die'>>(['end-subscriptions', 'too-slow', 'hush-subscriptions'])(
    'has every event in order, and the log is heard again within 2 s, after %s',
    async (mode) => {
      let heard = 0;
      log.onAppend(() => heard++);
      for (let i = 0; heard === 0; i++) await appended(log, `a-${String(i)}`, anEvent());
      await server.fault(mode);
      // What it is dropped at is not told of.
      await appended(log, 'unheard', anEvent());
      const before = heard;
      const told = Date.now();
      for (let i = 0; heard === before; i++) {
        await appended(log, `b-${String(i)}`, anEvent());
        expect(Date.now() - told).toBeLessThan(HEARD_AGAIN + 500);
      }
      await publishedAll({ mode });
    },
  );

  it('has every acknowledged event once and in order, whatever the server does in the middle of 64 appends at a time', async () => {
    const faults: readonly Fault[] = [
      ...(['half-close', 'silent', 'delay', 'end-subscriptions', 'hush-subscriptions', 'too-slow', 'die'] as const),
    ];
    const acknowledged: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = new Random(seed);
      const mode = faults[seed % faults.length] ?? 'none';
      const writers = Array.from({ length: 64 }, async (_, writer) => {
        for (let i = 0; i < 4; i++) {
          const event = anEvent({ seed, writer, i });
          const { outcome } = await appended(log, `s-${String(seed)}-${String(writer)}-${String(i)}`, event);
          acknowledged.push(outcome === 'appended' ? event.id : outcome);
        }
      });
      // In the middle of it: once so many are through.
      const enough = acknowledged.length + random.below(200);
      await until(`some appends, seed ${String(seed)}`, 10_000, () => acknowledged.length >= enough);
      if (mode === 'die') await server.restart();
      else await server.fault(mode, 50 + random.below(400));
      const more = acknowledged.length + random.below(50);
      const unheard = Date.now() + random.below(300);
      await until('a while', 1_000, () => acknowledged.length >= more || Date.now() > unheard);
      await server.fault('none');
      await Promise.all(writers);
      await publishedAll({ seed, mode });
    }
    const stored = (await witness.readAll(0, 100_000)).map(({ id }) => id);
    expect([...acknowledged].sort()).toEqual([...stored].sort());
    expect(stored).toHaveLength(SEEDS * 64 * 4);
  });
});
