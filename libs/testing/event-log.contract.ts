import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PendingEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/event-log.port.js';

/** A log under test; `reopen` closes it and opens what it left behind, where it leaves anything. */
export interface LogUnderTest {
  readonly log: EventLog;
  reopen?(): Promise<EventLog>;
  remove(): Promise<void>;
}

let made = 0;

function event(data: PendingEvent['data'] = {}): PendingEvent {
  const id = `event-${String(++made)}`;
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k' };
  return { ...about, id, claim: id, hash: 'h', envelope: { emitter: 'test' }, data };
}

/** The law of the EventLog port. `clock` can be set back by the tests. */
export function eventLogContract(name: string, open: (clock: () => Date) => Promise<LogUnderTest>): void {
  describe(`${name}, a log`, () => {
    let now = new Date('2024-05-01T10:00:00Z');
    let tested: LogUnderTest;
    let log: EventLog;

    beforeEach(async () => {
      now = new Date('2024-05-01T10:00:00Z');
      tested = await open(() => now);
      log = tested.log;
    });

    afterEach(async () => {
      await log.close();
      await tested.remove();
    });

    it('begins a stream once and gives back what it took, byte for byte', async () => {
      const first = event({ text: 'ä€😀\u2028 "quoted"', list: [1, { deep: null }] });
      const recordedAt = '2024-05-01T10:00:00.000Z';
      expect(await log.append('s', 'none', [first])).toEqual({
        outcome: 'appended',
        position: 1,
        revision: 0,
        recordedAt,
      });
      expect(await log.readStream('s')).toEqual([{ ...first, stream: 's', revision: 0, position: 1, recordedAt }]);
      expect(await log.append('s', 'none', [event()])).toEqual({ outcome: 'conflict', actual: 0 });
      expect(await log.append('t', 3, [event()])).toEqual({ outcome: 'conflict', actual: 'none' });
    });

    it('appends several events together or not at all', async () => {
      await log.append('s', 'none', [event()]);
      expect(await log.append('s', 0, [event(), event(), event()])).toMatchObject({ position: 4, revision: 3 });
      expect(await log.append('s', 0, [event(), event()])).toEqual({ outcome: 'conflict', actual: 3 });
      expect((await log.readStream('s')).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      expect((await log.readStream('s', 2)).map(({ revision }) => revision)).toEqual([2, 3]);
      expect(await log.readStream('nothing')).toEqual([]);
    });

    it('answers a repeated append as the first time, also after others', async () => {
      const events = [event(), event()];
      const first = await log.append('s', 'none', events);
      expect(await log.append('s', 'none', events)).toEqual(first);
      await log.append('s', 1, [event()]);
      expect(await log.append('s', 'none', events)).toEqual(first);
      expect(await log.tail()).toBe(3);
    });

    it('lets exactly one of many win a stream, and all of them streams of their own', async () => {
      const race = await Promise.all(Array.from({ length: 64 }, () => log.append('s', 'none', [event()])));
      expect(race.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      const own = await Promise.all(
        Array.from({ length: 64 }, (_, i) => log.append(`s-${String(i)}`, 'none', [event()])),
      );
      expect(own.filter(({ outcome }) => outcome === 'appended')).toHaveLength(64);
      expect(await log.tail()).toBe(65);
    });

    it('reads everything in order, in pages', async () => {
      for (let i = 0; i < 7; i++)
        await log.append(`s-${String(i % 2)}`, i < 2 ? 'none' : Math.floor(i / 2) - 1, [event()]);
      const pages = [
        await log.readAll(0, 3),
        await log.readAll(3, 3),
        await log.readAll(6, 3),
        await log.readAll(7, 3),
        await log.readAll(99, 3),
      ];
      expect(pages.map((page) => page.map(({ position }) => position))).toEqual([[1, 2, 3], [4, 5, 6], [7], [], []]);
    });

    it('never records earlier than before, whatever the clock does', async () => {
      await log.append('a', 'none', [event()]);
      now = new Date('2024-04-30T00:00:00Z');
      expect(await log.append('b', 'none', [event()])).toMatchObject({ recordedAt: '2024-05-01T10:00:00.000Z' });
      now = new Date('2024-05-02T00:00:00Z');
      expect(await log.append('c', 'none', [event()])).toMatchObject({ recordedAt: '2024-05-02T00:00:00.000Z' });
    });

    it('hints at appends until nobody listens', async () => {
      let hints = 0;
      const stop = log.onAppend(() => hints++);
      await log.append('a', 'none', [event()]);
      const heard = hints;
      expect(heard).toBeGreaterThan(0);
      stop();
      await log.append('b', 'none', [event()]);
      expect(hints).toBe(heard);
    });

    it('refuses an append of nothing', async () => {
      await expect(log.append('a', 'none', [])).rejects.toThrow('at least one event');
    });

    it('has everything after it was closed and opened again, where it is kept', async () => {
      if (tested.reopen === undefined) return;
      const events = [event({ a: 1 })];
      const first = await log.append('s', 'none', events);
      const before = await log.readAll(0, 10);
      log = await tested.reopen();
      now = new Date('2024-01-01T00:00:00Z');
      expect(await log.readAll(0, 10)).toEqual(before);
      expect(await log.append('s', 'none', events)).toEqual(first);
      expect(await log.append('s', 0, [event()])).toMatchObject({
        position: 2,
        recordedAt: '2024-05-01T10:00:00.000Z',
      });
    });
  });
}
