import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import { MemoryOutbox } from '#outbox-memory/memory-outbox.js';
import { schedule, type Scheduled } from './schedule.js';
import { cron, dayTurns, type Timetable } from './timetable.js';

/** What is scheduled at the times of a table, and the occasions it was run for. */
function noting(timetable: Timetable, makeUp?: number): { scheduled: Scheduled; occasions: string[] } {
  const occasions: string[] = [];
  const run = async ({ id }: { readonly id: string }) => {
    occasions.push(id);
    return [{ delivery: { id, kind: 'inbox', channel: 'c', subject: 's', body: null } }];
  };
  return { scheduled: { name: 'daily', timetable, ...(makeUp !== undefined && { makeUp }), run }, occasions };
}

describe('what is scheduled', () => {
  /** Runs a process from one time to another. */
  const live = async (scheduled: Scheduled, outbox: MemoryOutbox, times: readonly string[]): Promise<void> => {
    let now = new Date(times[0] ?? 0);
    const record = () => Promise.resolve({ duplicate: false });
    const onError = (error: unknown): void => {
      throw error as Error;
    };
    const options = { scheduled: [scheduled], outbox, ground: undefined, record, clock: () => now, onError };
    const pump = schedule({ ...options, lookEvery: 1 });
    for (const time of times) {
      now = new Date(time);
      const due = scheduled.timetable.last(now.getTime(), 1)[0] ?? 0;
      const isThere = async (): Promise<boolean> => {
        const at = await outbox.checkpoint('schedule:daily');
        return at !== undefined && (at >= due || at === now.getTime());
      };
      while (!(await isThere())) await new Promise((resolve) => setImmediate(resolve));
    }
    await pump.stop();
  };
  const sent = async (outbox: MemoryOutbox): Promise<readonly string[]> =>
    (await outbox.find({ limit: 100 })).map(({ id }) => id).toSorted();

  it('is run at each time once, for ever, and never for the past', async () => {
    const outbox = new MemoryOutbox();
    const { scheduled, occasions } = noting(dayTurns(new Calendar('Europe/Berlin', 1)));
    await live(scheduled, outbox, ['2024-03-29T12:00:00Z', '2024-03-29T23:00:00Z', '2024-03-30T22:59:59Z']);
    await live(scheduled, outbox, ['2024-03-30T23:00:00Z', '2024-03-31T21:59:59Z', '2024-03-31T22:00:00Z']);
    const ids = ['daily@2024-03-29T23:00:00.000Z', 'daily@2024-03-30T23:00:00.000Z', 'daily@2024-03-31T22:00:00.000Z'];
    expect(occasions).toEqual(ids);
    expect(await sent(outbox)).toEqual(ids);
  });

  it.each([
    ['all of them', undefined, [2, 3, 4, 5]],
    ['the last two', 2, [4, 5]],
    ['the last only', 1, [5]],
  ])('makes up for what was missed while nothing ran: %s', async (_, makeUp, days) => {
    const outbox = new MemoryOutbox();
    const { scheduled, occasions } = noting(cron('0 8 * * *', 'UTC'), makeUp);
    await live(scheduled, outbox, ['2024-05-01T10:00:00Z']);
    await live(scheduled, outbox, ['2024-05-05T09:00:00Z']);
    expect(occasions).toEqual(days.map((day) => `daily@2024-05-0${String(day)}T08:00:00.000Z`));
  });

  it('is one occasion for several processes', async () => {
    const outbox = new MemoryOutbox();
    const { scheduled, occasions } = noting(cron('0 8 * * *', 'UTC'));
    const times = ['2024-05-01T10:00:00Z', '2024-05-03T09:00:00Z'];
    await Promise.all([live(scheduled, outbox, times), live(scheduled, outbox, times)]);
    const ids = ['daily@2024-05-02T08:00:00.000Z', 'daily@2024-05-03T08:00:00.000Z'];
    expect([...new Set(occasions)].toSorted()).toEqual(ids);
    expect(await sent(outbox)).toEqual(ids);
  });
});
