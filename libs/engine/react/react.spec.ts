import { describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventHeads } from '#kernel/ports/event-log.js';
import { append } from '#testing/counting.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import type { Pump } from './pump.js';
import { react } from './react.js';
import type { Reaction, Stretch } from './reaction.js';

/** How far figures cover a log: as far as they are told. */
class Covered {
  position = 0;
  private readonly listeners = new Set<() => void>();

  onProgress(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  reach(position: number): void {
    this.position = position;
    for (const listener of this.listeners) listener();
  }
}

/** Notes the stretches it is given; fails as long as it is told to. */
class Noting implements Reaction {
  readonly stretches: Stretch[] = [];
  broken = false;

  constructor(
    readonly name: string,
    readonly follows: Reaction['follows'] = 'events',
  ) {}

  async react(stretch: Stretch): Promise<[]> {
    if (this.broken) throw new Error('it is broken');
    this.stretches.push(stretch);
    return [];
  }

  get positions(): readonly number[] {
    return this.stretches.flatMap(({ events }) => events.map(({ position }) => position));
  }
}

const until = async (done: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await done())) await new Promise((resolve) => setImmediate(resolve));
};

describe('reactions', () => {
  const clock = (): Date => new Date('2024-05-01T10:00:00Z');
  const running = (log: MemoryEventLog, outbox: MemoryOutbox, progress: Covered, reactions: Reaction[]): Pump => {
    const record = () => Promise.resolve({ duplicate: false });
    const ground = undefined;
    return react({
      reactions,
      log,
      outbox,
      progress,
      ground,
      record,
      clock,
      onError: () => undefined,
      retryAfter: [1],
    });
  };
  const at = (outbox: MemoryOutbox, name: string, position: number) => async (): Promise<boolean> =>
    (await outbox.checkpoint(name)) === position;

  it('begin at the end of the log, follow what is covered in order, and go on where they stopped', async () => {
    const [log, outbox, progress] = [new MemoryEventLog(clock), new MemoryOutbox(), new Covered()];
    await append(log, 0, 3);
    progress.position = 3;
    const noting = new Noting('r');
    const first = running(log, outbox, progress, [noting]);
    await until(at(outbox, 'r', 3));
    await append(log, 3, 5);
    progress.reach(6);
    await until(at(outbox, 'r', 6));
    await first.stop();
    progress.reach(8);
    const second = running(log, outbox, progress, [noting]);
    await until(at(outbox, 'r', 8));
    await second.stop();
    expect(noting.positions).toEqual([4, 5, 6, 7, 8]);
    expect(noting.stretches.map(({ after, to }) => [after, to])).toEqual([
      [3, 6],
      [6, 8],
    ]);
  });

  it('are told of progress alone where that is what they follow', async () => {
    const [log, outbox, progress] = [new MemoryEventLog(clock), new MemoryOutbox(), new Covered()];
    const noting = new Noting('p', 'progress');
    const pump = running(log, outbox, progress, [noting]);
    await until(at(outbox, 'p', 0));
    await append(log, 0, 5);
    progress.reach(5);
    await until(at(outbox, 'p', 5));
    await pump.stop();
    expect(noting.stretches).toEqual([{ after: 0, to: 5, upTo: 5, came: [], events: [] }]);
  });

  it('that throw are run again, say so, and stop none of the others', async () => {
    const [log, outbox, progress] = [new MemoryEventLog(clock), new MemoryOutbox(), new Covered()];
    const [broken, sound] = [new Noting('broken'), new Noting('sound')];
    const pump = running(log, outbox, progress, [broken, sound]);
    await until(async () => (await at(outbox, 'broken', 0)()) && at(outbox, 'sound', 0)());
    broken.broken = true;
    await append(log, 0, 2);
    progress.reach(2);
    await until(at(outbox, 'sound', 2));
    await until(() => pump.trouble !== undefined);
    expect(pump.trouble).toMatch(/^broken failed .*: it is broken$/);
    broken.broken = false;
    await until(at(outbox, 'broken', 2));
    await until(() => pump.trouble === undefined);
    await pump.stop();
    expect([broken.positions, sound.positions]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it.each(['whole', 'without what is in them'])(
    'read only what they look into, of a log that reads events %s',
    async (how) => {
      const [outbox, progress, log] = [new MemoryOutbox(), new Covered(), new MemoryEventLog(clock)];
      await append(log, 0, 3);
      const one = { ...((await log.readAll(0, 1))[0] as RecordedEvent), id: nextEventId(), type: 'Other' };
      await log.append('other', 'none', [one]);
      await append(log, 4, 2);
      const read: number[] = [];
      const heads: EventHeads = {
        readHeads: async (after, limit) =>
          (await log.readAll(after, limit)).map(({ position, type, envelope }) => ({ position, type, envelope })),
        readAt: async (positions) => {
          read.push(...positions);
          return (await log.readAll(0, 9)).filter(({ position }) => positions.includes(position));
        },
      };
      const seen = how === 'whole' ? log : Object.assign(Object.create(log) as MemoryEventLog, { heads });
      await outbox.moveOn('some', undefined, 0);
      const some = Object.assign(new Noting('some'), { reads: new Set(['Other']) });
      progress.position = 6;
      const pump = running(seen, outbox, progress, [some]);
      await until(at(outbox, 'some', 6));
      await pump.stop();
      expect(some.positions).toEqual([4]);
      expect(some.stretches.flatMap(({ came }) => came.map(({ position }) => position))).toEqual([1, 2, 3, 4, 5, 6]);
      expect(read).toEqual(how === 'whole' ? [] : [4]);
    },
  );

  it.each(['before it runs', 'while it runs'])(
    'go back with a log that was restored from an earlier day %s',
    async (when) => {
      const [outbox, progress, log] = [new MemoryOutbox(), new Covered(), new MemoryEventLog(clock)];
      await outbox.moveOn('r', undefined, 9);
      await append(log, 0, 4);
      const noting = new Noting('r');
      let isRestored = when === 'before it runs';
      const seen = Object.assign(Object.create(log) as MemoryEventLog, {
        tail: async () => (isRestored ? log.tail() : 9),
      });
      progress.position = isRestored ? 4 : 9;
      const pump = running(seen, outbox, progress, [noting]);
      await until(at(outbox, 'r', isRestored ? 4 : 9));
      isRestored = true;
      progress.reach(4);
      await until(at(outbox, 'r', 4));
      await append(log, 4, 1);
      progress.reach(5);
      await until(at(outbox, 'r', 5));
      await pump.stop();
      expect(noting.positions).toEqual([5]);
    },
  );

  it('cost nothing where there are none', async () => {
    const touched = new Proxy({} as MemoryEventLog & MemoryOutbox & Covered, {
      get: (_of, name) => {
        throw new Error(`${String(name)} was touched`);
      },
    });
    const pump = running(touched, touched, touched, []);
    expect(pump.trouble).toBeUndefined();
    await pump.stop();
  });
});
