import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { nextEventId } from '#kernel/event-ids.js';
import { Refused } from '#kernel/refused.js';
import { BookMismatch, recordOpening, readOpening } from './book.js';

const now = new Date('2024-01-01T00:00:00Z');
const settings = { timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 'monday', fiscalStart: 4 } as const;

describe('opening a book', () => {
  it('writes the settings into a new log, once', async () => {
    const log = new MemoryEventLog(() => now);
    await recordOpening(log, settings, now);
    await recordOpening(log, settings, now);
    const events = await log.readAll(0, 10);
    expect(events.map(({ stream, type, data }) => ({ stream, type, data }))).toEqual([
      { stream: 'book', type: 'BookOpened', data: settings },
    ]);
  });

  it('is done once by processes that start together', async () => {
    const log = new MemoryEventLog(() => now);
    await Promise.all([recordOpening(log, settings, now), recordOpening(log, settings, now)]);
    expect(await log.tail()).toBe(1);
  });

  it.each([
    ['timeZone', 'UTC', 'Europe/Berlin'],
    ['currency', 'USD', 'EUR'],
    ['fiscalStart', 1, '4'],
  ])('refuses another %s and says which it was opened with', async (name, other, recorded) => {
    const log = new MemoryEventLog(() => now);
    await recordOpening(log, settings, now);
    const refusal = await recordOpening(log, { ...settings, [name]: other }, now).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BookMismatch);
    expect((refusal as BookMismatch).message).toContain(`${name} ${recorded}, not ${String(other)}`);
    expect(await log.tail()).toBe(1);
  });

  describe('beside what somebody else wrote into its stream', () => {
    const foreign = { schema: 0, occurredAt: now.toISOString(), key: 'book', hash: '', envelope: {}, data: { a: 1 } };
    const wrote = async (log: MemoryEventLog, type: string, schema = 0): Promise<void> => {
      const id = nextEventId();
      const last = (await log.readStream('book')).at(-1)?.revision ?? 'none';
      expect((await log.append('book', last, [{ ...foreign, id, claim: id, type, schema }])).outcome).toBe('appended');
    };

    it('is done once, behind what is there and before what follows', async () => {
      const log = new MemoryEventLog(() => now);
      await wrote(log, 'Foreign');
      await wrote(log, 'BookOpened');
      expect(await readOpening(log)).toBeUndefined();
      await recordOpening(log, settings, now);
      await wrote(log, 'BookOpened');
      await recordOpening(log, settings, now);
      expect(await readOpening(log)).toMatchObject({ revision: 2, schema: 1, data: settings });
      expect(await log.tail()).toBe(4);
    });

    it('is refused in a sentence where a newer release opened it', async () => {
      const log = new MemoryEventLog(() => now);
      await wrote(log, 'BookOpened', 2);
      const refusal: unknown = await recordOpening(log, settings, now).catch((error: unknown) => error);
      expect(refusal).toEqual(
        new Refused(
          'this book was opened by a newer release (schema 2 of BookOpened is not known, only up to 1): start one that can read it',
          true,
        ),
      );
    });
  });
});
