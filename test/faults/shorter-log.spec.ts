import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { anEvent, until } from '../stand-ins/log-user.js';

/** The adapter of a process that lives while its server is put back to an earlier day. */
describe('a log that is shorter than before', () => {
  let server: StandIn;
  let log: EventStoreDbEventLog;

  beforeEach(async () => {
    server = await StandIn.start();
    log = new EventStoreDbEventLog(server.url, { book: 'book' });
  });
  afterEach(async () => {
    await log.close();
    await server.stop();
  });

  /** Appends to so many streams of their own. @returns the positions */
  const append = async (name: string, count: number): Promise<readonly number[]> => {
    const positions: number[] = [];
    for (let i = 0; i < count; i++) {
      const appended = await log.append(`${name}-${String(i)}`, 'none', [anEvent()]);
      positions.push(appended.outcome === 'appended' ? appended.position : 0);
    }
    return positions;
  };
  const streams = async (): Promise<readonly string[]> => (await log.readAll(0, 1_000)).map(({ stream }) => stream);

  it('is read and appended to as it is', async () => {
    const [, second = 0] = await append('kept', 2);
    await append('lost', 5);
    expect([(await streams()).length, (await log.last())?.stream]).toEqual([7, 'lost-4']);
    await server.shorten(second);
    expect([await streams(), await log.tail()]).toEqual([['kept-0', 'kept-1'], second]);
    expect(await log.readStream('lost-0')).toEqual([]);
    expect(await append('lost', 1)).toHaveLength(1);
    expect([await streams(), (await log.last())?.stream]).toEqual([['kept-0', 'kept-1', 'lost-0'], 'lost-0']);
  });

  it('is read as it is also where it has grown beyond what was known of it before anybody looked', async () => {
    const [, second = 0] = await append('kept', 2);
    const lost = await append('lost', 3);
    expect(await log.tail()).toBe(lost.at(-1));
    expect(await log.readAll(lost.at(-1) ?? 0, 10)).toEqual([]);
    await server.shorten(second);
    const other = new EventStoreDbEventLog(server.url, { book: 'book' });
    for (let i = 0; i < 30; i++) await other.append(`new-${String(i)}`, 'none', [anEvent()]);
    await other.close();
    expect((await log.last())?.stream).toBe('new-29');
    expect((await streams()).slice(2)).toEqual(Array.from({ length: 30 }, (_, i) => `new-${String(i)}`));
    const after = await log.readAll(second, 5);
    expect(after.map(({ stream }) => stream)).toEqual(['new-0', 'new-1', 'new-2', 'new-3', 'new-4']);
  });

  it('goes on telling of what is appended', async () => {
    let heard = 0;
    const [first = 0] = await append('kept', 1);
    await append('lost', 3);
    log.onAppend(() => heard++);
    await until('a hint before', 5_000, async () => {
      await log.append(`before-${String(heard)}-${String(Math.random())}`, 'none', [anEvent()]);
      return heard > 0;
    });
    await server.shorten(first);
    const before = heard;
    await until('a hint after', 10_000, async () => {
      await log.append(`after-${String(Math.random())}`, 'none', [anEvent()]);
      return heard > before;
    });
    expect((await streams()).filter((stream) => !stream.startsWith('after'))).toEqual(['kept-0']);
  });
});
