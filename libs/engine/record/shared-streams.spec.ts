import { beforeEach, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { FaultyLog } from '#testing/faulty-log.js';
import { SharedStreams } from './shared-streams.js';
import type { Fold } from './stream-cache.js';

/** How many events a stream has. */
const COUNT: Fold<number> = {
  prefix: '',
  warm: false,
  initial: 0,
  evolve: (count) => count + 1,
  needDecodable: ({ type }) => {
    if (type !== 'Tested') throw new Problem('undecodable-event', `${type} is not known`);
  },
  claimsFirst: false,
  weigh: () => 1,
};

describe('streams that others append to as well', () => {
  let memory: MemoryEventLog;
  let log: FaultyLog;
  let streams: SharedStreams;
  let elapsed: number;
  beforeEach(() => {
    elapsed = 0;
    memory = new MemoryEventLog(() => new Date('2024-01-01T00:00:00Z'));
    log = new FaultyLog(memory);
    streams = new SharedStreams(log, { maxWeight: 1_000, elapsed: () => elapsed });
  });

  const append = async (stream: string, type = 'Tested'): Promise<void> => {
    const id = nextEventId();
    const last = (await memory.readStream(stream)).at(-1)?.revision ?? 'none';
    const about = { type, schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', data: {} };
    await memory.append(stream, last, [{ ...about, id, claim: id, hash: '', envelope: {} }]);
  };
  const count = async (stream: string): Promise<number> => (await streams.load(stream, COUNT)).state;

  it('are read once, and have everything that came since', async () => {
    await append('a');
    expect(await count('a')).toBe(1);
    for (let i = 2; i < 5; i++) {
      await append('a');
      await append('b');
      expect(await count('a')).toBe(i);
    }
    expect(log.reads).toBe(1);
    expect(await count('b')).toBe(3);
    expect(log.reads).toBe(2);
  });

  it('are read once for all who look at the same time', async () => {
    await append('a');
    expect(await Promise.all(Array.from({ length: 20 }, () => count('a')))).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
    expect(log.reads).toBe(1);
  });

  it('are not read at all where such streams are looked at soon after they began', async () => {
    const warm = { ...COUNT, prefix: 'w-', warm: true };
    await append('w-a');
    expect((await streams.load('w-a', warm)).state).toBe(1);
    for (const stream of ['w-b', 'w-a', 'w-b', 'x']) await append(stream);
    expect((await streams.load('w-b', warm)).state).toBe(2);
    expect(log.reads).toBe(1);
    expect(await count('x')).toBe(1);
    expect(log.reads).toBe(2);
  });

  it('are not said to be missing later, when somebody may have begun them', async () => {
    expect(await count('a')).toBe(0);
    await append('a');
    expect(await count('a')).toBe(1);
  });

  it('have what came while they were read', async () => {
    await append('a');
    await count('other');
    let answer: () => void = () => undefined;
    const read = log.readStream.bind(log);
    log.readStream = async (stream) => {
      const events = await read(stream);
      await new Promise<void>((resolve) => (answer = resolve));
      return events;
    };
    const slow = count('a');
    await new Promise(setImmediate);
    await append('a');
    const later = count('a');
    await new Promise(setImmediate);
    answer();
    expect([await slow, await later]).toEqual([2, 2]);
  });

  it('are read again after a while in which nobody looked', async () => {
    await append('a');
    await count('a');
    elapsed = 10_001;
    await append('a');
    expect(await count('a')).toBe(2);
    expect(log.reads).toBe(2);
  });

  it('are read again where more came meanwhile than is worth reading', async () => {
    await append('a');
    await count('a');
    for (let i = 0; i < 4_000; i++) await append(`b${String(i)}`);
    await append('a');
    expect(await count('a')).toBe(2);
    expect(log.reads).toBe(2);
  });

  it('are read again by who was told to forget', async () => {
    await append('a');
    await count('a');
    streams.forget();
    expect(await count('a')).toBe(1);
    expect(log.reads).toBe(2);
  });

  it('refuse what follows an event that cannot be decoded, each by itself', async () => {
    for (const stream of ['a', 'b']) await append(stream);
    for (const stream of ['a', 'b']) await count(stream);
    await append('a', 'Foreign');
    await append('b');
    expect(await count('b')).toBe(2);
    await expect(count('a')).rejects.toMatchObject({ code: 'undecodable-event' });
    expect(await count('b')).toBe(2);
  });

  describe('where the log cannot be read', () => {
    const away = () => Promise.reject(new Error('the log cannot be reached'));
    beforeEach(async () => {
      await append('a');
      await count('a');
      log.readAll = away;
    });

    it('cannot be either, and go on from there later', async () => {
      log.tail = away;
      await expect(count('a')).rejects.toThrow('cannot be reached');
      log.readAll = (after, limit) => memory.readAll(after, limit);
      await append('a');
      expect(await count('a')).toBe(2);
      expect(log.reads).toBe(1);
    });

    it('from where they were on, are read again', async () => {
      await append('a');
      expect(await count('a')).toBe(2);
      expect(log.reads).toBe(2);
    });
  });
});
