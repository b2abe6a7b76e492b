import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createProjection } from '#book/projecting/projection.js';
import { foldShards } from '#engine/fold.js';
import { exclusionsKnown, exclusionsSaid } from '#figures/exclusions.js';
import type { RecordedEvent } from '#kernel/event.js';
import { recorded } from '#testing/book-events.js';
import { withClocksAndChannels } from '#testing/clocks-and-channels.js';
import { randomExclusions, withExclusions } from '#testing/random-exclusions.js';
import { mergedByHand } from '#testing/merged-by-hand.js';
import { cases } from '#testing/night.js';
import { STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf, type Arrival } from '#testing/random-book.js';
import { mergePlans, unmergedAgain, withMerges } from '#testing/random-merges.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { VIEW_SCHEMA } from '../../tables.js';

const CUSTOMERS = 6;
const SHARDS = 16;
const RUNS = { numRuns: cases({ day: 40, night: 600 }) };
const day = fc.nat(DAYS * 2).map((offset) => FIRST_DAY + offset);
const bookOf = (customers: number, least: number, most: number, merges: number): fc.Arbitrary<readonly Arrival[]> =>
  fc
    .tuple(randomBookOf(customers, least, most), randomExclusions(customers), mergePlans(customers, merges))
    .map(([arrivals, excluded, plans]) => {
      const known = withExclusions(neverCounted(withClocksAndChannels(arrivals)), excluded);
      return withMerges(known, plans, customers);
    });
const book = bookOf(CUSTOMERS, 1, 40, 8);
const bigBook = bookOf(200, 400, 600, 120);
/** How far each shard is followed by turns, in thousandths of the log. */
const turns = fc.array(fc.array(fc.nat(1000), { minLength: SHARDS, maxLength: SHARDS }), { maxLength: 5 });

/** The second customer is excluded since ever. */
function neverCounted(book: readonly Arrival[]): readonly Arrival[] {
  return book.map(({ event, on }) =>
    event.type === 'CustomerRegistered' && event.key === 'c1'
      ? { event: { ...event, data: { ...event.data, excluded: true } }, on }
      : { event, on },
  );
}

/** Folded in one shard, or in many that are followed by turns. */
async function folded(arrivals: readonly Arrival[], rounds: readonly (readonly number[])[] = []): Promise<MemoryViews> {
  const events = recorded(arrivals);
  const views = new MemoryViews(VIEW_SCHEMA);
  const readAll = (after: number, limit: number): Promise<readonly RecordedEvent[]> =>
    Promise.resolve(events.filter(({ position }) => position > after).slice(0, limit));
  const end = events.length;
  const heads = rounds.length === 0 ? [[end]] : [...rounds, Array.from({ length: SHARDS }, () => 1000)];
  for (const round of heads)
    await foldShards({
      log: { readAll },
      views,
      projection: createProjection(UTC, STRICT),
      dayOf: (instant) => UTC.dayOf(instant),
      heads: rounds.length === 0 ? round : round.map((share) => Math.floor((share * end) / 1000)),
    });
  return views;
}

/** All facts, and those known by a day, added up without the day they were recorded on. */
async function sums(views: MemoryViews, knownAt = Infinity): Promise<Record<string, string>> {
  const totals = new Map<string, readonly bigint[]>();
  for (const { name } of VIEW_SCHEMA.series)
    for await (const { series, valid, recorded: on, mark, customer, record, dimensions, measures } of views.dump(
      name,
    )) {
      if (on > knownAt) continue;
      const key = JSON.stringify([series, valid, mark, customer, record, dimensions]);
      const known = totals.get(key);
      totals.set(key, known === undefined ? measures : known.map((sum, i) => sum + (measures[i] ?? 0n)));
    }
  const left = [...totals].filter(([, measures]) => measures.some((measure) => measure !== 0n));
  return Object.fromEntries(left.map(([key, measures]): [string, string] => [key, measures.join()]));
}

describe('customers who are merged', () => {
  it('have the facts of a book in which the id of whom stays was used from the start, as known at any day', async () => {
    await fc.assert(
      fc.asyncProperty(book, day, day, async (arrivals, knownAt, until) => {
        const known = arrivals.filter(({ on }) => on <= knownAt);
        const [views, byHand] = [await folded(arrivals), await folded(mergedByHand(known))];
        expect(await sums(views, knownAt)).toEqual(await sums(byHand));
        const excluded = await exclusionsSaid(views);
        const [seen, right] = [exclusionsKnown(excluded, knownAt), exclusionsKnown(await exclusionsSaid(byHand))];
        for (const id of right.customers) expect(seen.turnsOf(id)).toEqual(right.turnsOf(id));
        expect(seen.countOn(until)).toBe(right.countOn(until));
      }),
      RUNS,
    );
  });

  it('have the same facts in many shards, however far each is followed', async () => {
    await fc.assert(
      fc.asyncProperty(book, day, turns, async (arrivals, knownAt, rounds) => {
        const many = await folded(arrivals, [...rounds, rounds[0] ?? Array.from({ length: SHARDS }, () => 500)]);
        const one = await folded(arrivals);
        expect(await sums(many, knownAt)).toEqual(await sums(one, knownAt));
        for (const { name } of VIEW_SCHEMA.collections)
          expect(await many.find(name, { limit: 1_000 })).toEqual(await one.find(name, { limit: 1_000 }));
      }),
      RUNS,
    );
  });

  it('have the facts of customers who never were, once all merges are taken back', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (arrivals) => {
        const never = arrivals.filter(({ event }) => !event.type.startsWith('Customers'));
        const [views, asNever] = [await folded(unmergedAgain(arrivals)), await folded(never)];
        expect(await sums(views)).toEqual(await sums(asNever));
        const excluded = await exclusionsSaid(views);
        expect(exclusionsKnown(excluded)).toEqual(exclusionsKnown(await exclusionsSaid(asNever)));
      }),
      RUNS,
    );
  });

  it('are right among 200 in 16 shards: joined, as known before, and once all is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(bigBook, day, turns, async (arrivals, knownAt, rounds) => {
        const many = await folded(arrivals, [...rounds, Array.from({ length: SHARDS }, () => 500)]);
        expect(await sums(many)).toEqual(await sums(await folded(mergedByHand(arrivals))));
        const known = arrivals.filter(({ on }) => on <= knownAt);
        expect(await sums(many, knownAt)).toEqual(await sums(await folded(mergedByHand(known))));
        const never = arrivals.filter(({ event }) => !event.type.startsWith('Customers'));
        const back = await folded(unmergedAgain(arrivals), [Array.from({ length: SHARDS }, () => 700)]);
        expect(await sums(back)).toEqual(await sums(await folded(never)));
      }),
      { numRuns: cases({ day: 2, night: 40 }) },
    );
  });
});
