import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { Restorer, type RestoreSource } from '#log-eventstoredb/restored/restorer.js';
import type { RecordedEvent } from '#kernel/event.js';
import { recordedElsewhere, sourceOf, type Elsewhere } from '../contracts/recorded-elsewhere.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { anEvent } from '../stand-ins/log-user.js';

/** More than two pages of what is read and noted at a time. */
const APPENDS = 1_100;
const UNFINISHED = /did not come to its end .* run it again/;

describe('a log that was recorded elsewhere, in EventStoreDB', () => {
  let server: StandIn;
  let elsewhere: Elsewhere;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    server = await StandIn.start();
    elsewhere = await recordedElsewhere(APPENDS);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
  });
  afterAll(() => server.stop());

  function logOf(book: string): EventStoreDbEventLog {
    const log = new EventStoreDbEventLog(server.url, { book });
    opened.push(log);
    return log;
  }

  /** @returns what was read back @throws what the restore does */
  async function restore(book: string, source: RestoreSource, onStored: (position: number) => void = () => undefined) {
    const restorer = new Restorer(server.url, book);
    const back: RecordedEvent[] = [];
    try {
      await restorer.restore(source, { onStored, onCompared: (event) => back.push(event) });
    } finally {
      await restorer.close();
    }
    return back;
  }

  /** A source that breaks off after some events, as a process that is killed. */
  function brokenOff(source: RestoreSource, after: number): RestoreSource {
    let given = 0;
    return {
      ...source,
      events: async function* () {
        for await (const page of source.events()) {
          yield page.slice(0, after - given);
          if ((given += page.length) >= after) throw new Error('killed');
        }
      },
    };
  }

  it('has the positions, ids, times and order it had, from wherever it is read', async () => {
    const { events, source } = elsewhere;
    expect(await restore('same', source)).toEqual(events);
    const log = logOf('same');
    expect(await log.readAll(0, events.length + 1)).toEqual(events);
    expect([await log.last(), await log.tail()]).toEqual([events.at(-1), source.position]);
    const ofOne = events.filter(({ stream }) => stream === 'customer-3');
    expect(await log.readStream('customer-3')).toEqual(ofOne);
    expect(await log.readStream('customer-3', 4)).toEqual(ofOne.slice(4));
    for (const at of [1, 2, 998, 999, 1_000, 1_001, 1_999, 2_000, events.length - 1]) {
      const { position = 0 } = events[at - 1] ?? {};
      // By another that has read nothing before, by this one, and from between two events.
      const fresh = logOf('same');
      expect(await fresh.readAll(position, 3)).toEqual(events.slice(at, at + 3));
      expect(await log.readAll(position, 3)).toEqual(events.slice(at, at + 3));
      expect(await log.readAll(position + 5, 3)).toEqual(events.slice(at, at + 3));
    }
    expect(await log.readAll(source.position, 3)).toEqual([]);
  });

  it('goes on behind its last position, knows repetitions of before, and others’ events are none of it', async () => {
    const { events, source } = elsewhere;
    const neighbour = logOf('neighbour');
    await neighbour.append('customer-1', 'none', [anEvent()]);
    await restore('onward', source);
    await neighbour.append('customer-1', 0, [anEvent()]);
    const log = logOf('onward');
    const [old] = events.filter(({ stream }) => stream === 'sale-7');
    if (old === undefined) throw new Error('there is no such sale');
    const again = { outcome: 'appended', position: old.position, revision: 0 };
    expect(await log.append('sale-7', 'none', [old])).toEqual(again);
    expect(await log.append('sale-7', 'none', [anEvent()])).toEqual({ outcome: 'conflict', actual: 0 });
    const added = await log.append('sale-7', 0, [anEvent(), anEvent()]);
    expect(added).toMatchObject({ outcome: 'appended', revision: 2, position: await log.tail() });
    expect(await log.append('sale-7', 'none', [old])).toEqual(again);
    const since = await log.readAll(source.position, 10);
    expect(since.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['sale-7', 1],
      ['sale-7', 2],
    ]);
    for (const { position, recordedAt } of since) {
      expect(position).toBeGreaterThan(source.position);
      expect(recordedAt > (events.at(-1)?.recordedAt ?? '')).toBe(true);
    }
    const [first] = since;
    expect(await log.readAll(first?.position ?? 0, 10)).toEqual(since.slice(1));
    expect(await logOf('onward').readAll(events.at(-2)?.position ?? 0, 10)).toEqual([...events.slice(-1), ...since]);
    expect(await neighbour.readAll(0, 10)).toHaveLength(2);
  });

  it('is no book before its restore has come to the end, and the restore goes on where it broke off', async () => {
    const { events, source } = elsewhere;
    await expect(restore('halfway', brokenOff(source, 1_500))).rejects.toThrow('killed');
    const log = logOf('halfway');
    for (const use of [
      () => log.readAll(0, 10),
      () => log.tail(),
      () => log.last(),
      () => log.readStream('book'),
      () => log.append('book', 'none', [anEvent()]),
    ])
      await expect(use()).rejects.toThrow(UNFINISHED);
    await expect(restore('halfway', sourceOf(events.slice(0, 5)))).rejects.toThrow('another restore into it');
    const told: number[] = [];
    await restore('halfway', source, (position) => told.push(position));
    expect(told[0]).toBeGreaterThan(events[1_499]?.position ?? 0);
    expect(await log.readAll(0, events.length + 1)).toEqual(events);
  });

  it('goes on by itself where the server is gone for a moment', async () => {
    const { events, source } = elsewhere;
    let isKilled = false;
    const restarting = {
      ...source,
      events: async function* () {
        for await (const page of source.events()) {
          yield page;
          if (!isKilled && (page.at(-1)?.position ?? 0) > source.position / 2) {
            isKilled = true;
            await server.restart();
          }
        }
      },
    };
    expect(await restore('restarted', restarting)).toEqual(events);
    expect(isKilled).toBe(true);
  });

  it('is found by a process that had opened the log while it was empty', async () => {
    const log = logOf('waited-for');
    expect([await log.tail(), await log.readAll(0, 10)]).toEqual([0, []]);
    await restore('waited-for', elsewhere.source);
    expect(await log.readAll(0, 10)).toEqual(elsewhere.events.slice(0, 10));
    expect(await log.tail()).toBe(elsewhere.source.position);
  });

  it('is restored only where nothing of the book is, and only as it was', async () => {
    const { events, source } = elsewhere;
    await logOf('full').append('customer-x', 'none', [anEvent()]);
    await expect(restore('full', source)).rejects.toThrow('the log is not empty: it has facts');
    await restore('twice', source);
    await expect(restore('twice', source)).rejects.toThrow('the log is not empty: it was restored already');
    const gap = events.filter(({ stream, revision }) => stream !== 'customer-3' || revision !== 2);
    await expect(restore('gap', sourceOf(gap))).rejects.toThrow(
      /^the event at position \d+ \(3 of customer-3\) cannot be restored/,
    );
    let read = 0;
    const changing: RestoreSource = {
      ...source,
      events: async function* () {
        const isSecond = read++ > 0;
        for await (const page of source.events())
          yield isSecond ? page.map((event) => (event === events[77] ? { ...event, hash: 'other' } : event)) : page;
      },
    };
    await expect(restore('changed', changing)).rejects.toThrow(
      `where the event at position ${String(events[77]?.position)} (`,
    );
    await expect(logOf('changed').tail()).rejects.toThrow(UNFINISHED);
  });

  it('says which event the server has no room for', async () => {
    const [first] = elsewhere.events;
    if (first === undefined) throw new Error('there is no event');
    const full = { ...first, data: { text: 'a'.repeat(1_048_576 - 200) } };
    await server.fault('count-all');
    await expect(restore('large', sourceOf([full]))).rejects.toThrow(/^the event at position 1009 .*MaxAppendSize/);
    await server.fault('count-data');
  });
});
