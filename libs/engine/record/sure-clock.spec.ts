import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { SureClock } from './sure-clock.js';

const DAY = 86_400_000;
const event = (id: string) => {
  const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: 'k', data: {} };
  return { ...about, id, claim: id, hash: '', envelope: {} };
};

describe('the clock that facts are recorded by', () => {
  let now: Date;
  let elapsed: number;
  let log: EventLog;
  let clock: SureClock;
  beforeEach(() => {
    elapsed = 0;
    log = new MemoryEventLog(() => now);
    clock = new SureClock(log, () => now, { elapsed: () => elapsed });
  });

  const append = (id: string, at: string) => {
    now = new Date(at);
    return log.append(id, 'none', [event(id)]);
  };
  /** The code of the refusal, undefined where the time is told. */
  const told = async (): Promise<string> => clock.now();
  const refusal = async (at: string): Promise<string | undefined> => {
    now = new Date(at);
    const answer: unknown = await told().catch((error: unknown) => error);
    if (answer instanceof Problem) return `${String(answer.status)} ${answer.code}`;
    expect(answer).toBe(new Date(at).toISOString());
    return undefined;
  };

  it('is taken as it is by an empty log', async () => {
    expect(await refusal('1970-01-01T00:00:00Z')).toBeUndefined();
    expect(await refusal('2150-01-01T00:00:00Z')).toBeUndefined();
  });

  it('may be a minute behind the last event, and a year ahead of it', async () => {
    await append('a', '2024-01-01T12:00:00Z');
    expect(await refusal('2024-01-01T11:59:00Z')).toBeUndefined();
    expect(await refusal('2024-01-01T11:58:59.999Z')).toBe('503 clock-unsure');
    expect(await refusal('2025-01-01T12:00:00Z')).toBeUndefined();
    expect(await refusal('2025-01-01T12:00:00.001Z')).toBe('503 clock-unsure');
    expect(await clock.trouble()).toBe(
      'the clock says 2025-01-01T12:00:00.001Z, over a year after the last event (2024-01-01T12:00:00.000Z): ' +
        'if that is right, start with TALLY_CLOCK=trusted',
    );
    // It heals by itself.
    expect(await refusal('2024-01-02T00:00:00Z')).toBeUndefined();
    expect(await clock.trouble()).toBeUndefined();
  });

  it('is behind at once where it is set back after an event of its own', async () => {
    await append('a', '2024-01-01T12:00:00Z');
    expect(await refusal('2024-03-01T12:00:00Z')).toBeUndefined();
    await append('b', '2024-03-01T12:00:00Z');
    expect(await refusal('2024-03-01T11:58:00Z')).toBe('503 clock-unsure');
    expect(await refusal('2024-03-01T11:58:30Z')).toBe('503 clock-unsure');
    expect(await refusal('2024-03-01T11:59:00Z')).toBeUndefined();
  });

  it('goes by events that others recorded meanwhile', async () => {
    await append('a', '2024-01-01T12:00:00Z');
    expect(await refusal('2024-01-01T12:00:00Z')).toBeUndefined();
    await append('b', '2024-12-31T00:00:00Z');
    expect(await refusal('2025-12-01T00:00:00Z')).toBeUndefined();
    // Looked at again after a while, where the clock seemed right.
    elapsed += 10_000;
    expect(await refusal('2024-12-30T00:00:00Z')).toBe('503 clock-unsure');
  });

  it('goes on where the book rested for years under a process that lives', async () => {
    await append('a', '2024-01-01T00:00:00Z');
    expect(await refusal('2024-01-01T00:00:00Z')).toBeUndefined();
    elapsed += 1_096 * DAY;
    expect(await refusal('2027-01-01T00:00:00Z')).toBeUndefined();
    expect(await refusal('2028-01-03T00:00:00Z')).toBe('503 clock-unsure');
  });

  it('is ahead of a book of long ago only where somebody said so, and never behind', async () => {
    await append('a', '2019-01-01T00:00:00Z');
    expect(await refusal('2024-01-01T00:00:00Z')).toBe('503 clock-unsure');
    clock = new SureClock(log, () => now, { trusted: true });
    expect(await refusal('2024-01-01T00:00:00Z')).toBeUndefined();
    expect(await refusal('2018-01-01T00:00:00Z')).toBe('503 clock-unsure');
  });

  it('goes by what opened the book where history came after it', async () => {
    await append('opened', '2024-03-01T00:00:00Z');
    const history = { ...event('old'), envelope: { knownSince: '2019-01-01T00:00:00.000Z' } };
    await log.append('old', 'none', [history]);
    expect(await refusal('2024-04-01T00:00:00Z')).toBeUndefined();
    expect(await refusal('2026-04-01T00:00:00Z')).toBe('503 clock-unsure');
    expect(await refusal('2024-02-01T00:00:00Z')).toBe('503 clock-unsure');
  });

  it('is no clock that says no time', async () => {
    now = new Date(NaN);
    await expect(told()).rejects.toThrow('the clock says no time');
  });
});
