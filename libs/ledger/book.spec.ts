import { describe, expect, it } from '@jest/globals';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { BookMismatch, openBook } from './book.js';

const now = new Date('2024-01-01T00:00:00Z');
const settings = { timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 'monday', fiscalStart: 4 } as const;

describe('opening a book', () => {
  it('writes the settings into a new log, once', async () => {
    const log = new MemoryEventLog(() => now);
    await openBook(log, settings, now);
    await openBook(log, settings, now);
    const events = await log.readAll(0, 10);
    expect(events.map(({ stream, type, data }) => ({ stream, type, data }))).toEqual([
      { stream: 'book', type: 'BookOpened', data: settings },
    ]);
  });

  it('is done once by processes that start together', async () => {
    const log = new MemoryEventLog(() => now);
    await Promise.all([openBook(log, settings, now), openBook(log, settings, now)]);
    expect(await log.tail()).toBe(1);
  });

  it.each([
    ['timeZone', 'UTC', 'Europe/Berlin'],
    ['currency', 'USD', 'EUR'],
    ['fiscalStart', 1, '4'],
  ])('refuses another %s and says which it was opened with', async (name, other, recorded) => {
    const log = new MemoryEventLog(() => now);
    await openBook(log, settings, now);
    const refusal = await openBook(log, { ...settings, [name]: other }, now).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BookMismatch);
    expect((refusal as BookMismatch).message).toContain(`${name} ${recorded}, not ${String(other)}`);
    expect(await log.tail()).toBe(1);
  });
});
