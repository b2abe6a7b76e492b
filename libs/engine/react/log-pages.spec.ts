import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import { append } from '#testing/counting.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { LogPages } from './log-pages.js';

const clock = (): Date => new Date('2024-05-01T10:00:00Z');
const positions = (events: readonly RecordedEvent[]): readonly number[] => events.map(({ position }) => position);

/** A log that counts what is read of it, and answers in a later turn. */
async function counted(events: number) {
  const log = new MemoryEventLog(clock);
  await append(log, 0, events);
  let read = 0;
  const readAll = async (after: number, limit: number): Promise<readonly RecordedEvent[]> => {
    const page = await log.readAll(after, limit);
    await new Promise((resolve) => setImmediate(resolve));
    read += page.length;
    return page;
  };
  return { log, readAll, read: () => read };
}

/** Reads as a reaction does: step by step as far as there is something. */
async function follow(pages: LogPages<RecordedEvent>, from: number, upTo: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let at = from; at < upTo; at = seen.at(-1) ?? at) {
    const step = positions(await pages.between(at, upTo));
    if (step.length === 0) break;
    seen.push(...step);
  }
  return seen;
}

describe('pages of the log', () => {
  it('are read once, wherever those who follow it stop', async () => {
    const { log, readAll, read } = await counted(0);
    const pages = new LogPages(readAll);
    const at = [0, 0, 0];
    await append(log, 0, 700);
    for (let end = 70; end <= 700; end += 70) {
      for (const [i, before] of at.entries()) {
        const upTo = end - 20 * i;
        expect(await follow(pages, before, upTo)).toEqual(range(before, upTo));
        at[i] = upTo;
      }
    }
    expect(read()).toBe(700);
  });

  it('hold what is covered now where a read began before', async () => {
    const { readAll } = await counted(5);
    let reads = 0;
    const pages = new LogPages(async (after, limit) => (reads++ === 0 ? [] : readAll(after, limit)));
    expect(await Promise.all([follow(pages, 3, 4), follow(pages, 3, 5)])).toEqual([[], [4, 5]]);
  });

  it('forget what a log that was put back had after that', async () => {
    const [long, short] = [await counted(9), await counted(4)];
    let { readAll } = long;
    const pages = new LogPages((after, limit) => readAll(after, limit));
    pages.reach(9);
    await follow(pages, 0, 9);
    const late = pages.between(9, 10);
    readAll = short.readAll;
    pages.reach(4);
    await late;
    await append(short.log, 4, 2);
    const [fifth] = await short.readAll(4, 1);
    expect((await pages.between(4, 6))[0]).toBe(fifth);
  });

  it('are the log itself for any who ask in any order', async () => {
    const { readAll } = await counted(2_600);
    const asks = fc.array(fc.tuple(fc.nat(2_600), fc.nat(1_500)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(asks, async (asked) => {
        const pages = new LogPages(readAll);
        const seen = await Promise.all(asked.map(([from, more]) => follow(pages, from, Math.min(from + more, 2_600))));
        expect(seen).toEqual(asked.map(([from, more]) => range(from, Math.min(from + more, 2_600))));
      }),
      { numRuns: 40 },
    );
  });
});

function range(after: number, upTo: number): readonly number[] {
  return Array.from({ length: Math.max(0, upTo - after) }, (_, i) => after + i + 1);
}
