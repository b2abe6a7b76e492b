import { describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import type { PendingEvent } from '#kernel/event.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { Lag, LAG_LIMIT } from './lag.js';

function event(): PendingEvent {
  const id = nextEventId();
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', hash: '', envelope: {} };
  return { ...about, id, claim: id, data: {} };
}

/** A log with an event every second, and its follower. */
async function followed(events: number) {
  const clock = { now: new Date('2024-01-01T00:00:00Z') };
  const log = new MemoryEventLog(() => clock.now);
  const follower: { position: number | undefined } = { position: 0 };
  for (let i = 0; i < events; i++) {
    clock.now = new Date(clock.now.getTime() + 1_000);
    await log.append(`s-${String(i)}`, 'none', [event()]);
  }
  const lag = new Lag(
    log,
    () => follower.position,
    () => clock.now,
  );
  const later = (seconds: number): void => {
    clock.now = new Date(clock.now.getTime() + seconds * 1_000);
  };
  return { lag, log, follower, later };
}

describe('the lag of a follower of the log', () => {
  it('is the age of the first event that it does not cover', async () => {
    const { lag, follower, later } = await followed(10);
    expect(await lag.seconds()).toBe(9);
    follower.position = 4;
    expect(await lag.seconds()).toBe(5);
    later(20);
    expect(await lag.seconds()).toBe(25);
    follower.position = 10;
    expect(await lag.seconds()).toBe(0);
  });

  it('is not the age of history, which may be taken a moment after it was sent', async () => {
    const { lag, log, follower } = await followed(1);
    follower.position = 1;
    await log.append('old', 'none', [{ ...event(), envelope: { knownSince: '2019-01-01T00:00:00.000Z' } }]);
    expect(await lag.trouble()).toBe(undefined);
  });

  it('is no trouble up to the limit, and one beyond it', async () => {
    const { lag, later } = await followed(1);
    later(LAG_LIMIT);
    expect(await lag.trouble()).toBe(undefined);
    later(1);
    expect(await lag.trouble()).toBe(`${String(LAG_LIMIT + 1)} s behind the log, at 0`);
  });

  it('is no trouble under a steady load, however long it lasts', async () => {
    const { lag, log, follower, later } = await followed(5);
    for (let i = 0; i < 3 * LAG_LIMIT; i++) {
      later(1);
      await log.append(`t-${String(i)}`, 'none', [event()]);
      follower.position = (await log.tail()) - 1;
      expect(await lag.trouble()).toBe(undefined);
    }
  });

  it('is nothing where nothing has to be covered', async () => {
    const { lag, follower, later } = await followed(1);
    later(10 * LAG_LIMIT);
    follower.position = undefined;
    expect([await lag.seconds(), await lag.trouble()]).toEqual([undefined, undefined]);
  });

  it('is a trouble where the follower knows more than the log has', async () => {
    const { lag, follower } = await followed(3);
    follower.position = 4;
    expect(await lag.trouble()).toBe('at 4, beyond the end of the log: was it restored from an earlier day?');
  });
});
