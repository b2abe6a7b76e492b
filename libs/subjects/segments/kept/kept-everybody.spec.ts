import { expect, it } from '@jest/globals';
import type { Views } from '#kernel/ports/views.js';
import { recorded, registered, sale, sold } from '#testing/book-events.js';
import { project, STRICT, UTC } from '#testing/projected.js';
import { FIRST_DAY } from '#testing/random-book.js';
import { timelineEffect, VIEW_SCHEMA } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { SegmentRule } from '../segment-rule.js';
import { everybodyThen, KeptEverybody } from './kept-everybody.js';

const BEST = new SegmentRule('m == 5');
const THEN = { day: FIRST_DAY + 1, known: FIRST_DAY + 1 };
const bought = (id: string, customer: string, amount: string, on: number) => ({
  event: sold(sale(id, customer, amount), Math.min(on, THEN.day)),
  on,
});

/** Two customers who buy, and what is recorded on the day after; how often everybody is looked at. */
function aBook() {
  const views = new MemoryViews(VIEW_SCHEMA);
  let looks = 0;
  const watched: Views = {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums: (requests) => views.sums(requests),
    firstDay: (series) => views.firstDay(series),
    close: () => views.close(),
    get: (collection, ids) => views.get(collection, ids),
    find: (collection, find) => {
      if (collection === 'customers') looks++;
      return views.find(collection, find);
    },
  };
  const events = recorded([
    ...['ada', 'bob'].map((id) => ({ event: registered(id, FIRST_DAY), on: FIRST_DAY })),
    bought('s1', 'ada', '10', FIRST_DAY + 1),
    bought('s2', 'bob', '20', FIRST_DAY + 1),
    bought('s3', 'ada', '1000', FIRST_DAY + 2),
    bought('s4', 'bob', '3000', FIRST_DAY + 2),
  ]);
  const on = {
    ...{ views: watched, calendar: UTC, policies: STRICT, effectOf: timelineEffect, step: () => undefined },
    everybody: new KeptEverybody(),
  };
  return {
    record: (from: number, to: number) => project(events.slice(from, to), views, STRICT),
    monetary: async (more: Partial<typeof on> = {}, then = THEN) =>
      (await everybodyThen([BEST], then, { ...on, ...more })).fifths?.(then.day, 'monetary').at(-1),
    looked: () => looks,
  };
}

it('is looked at once for a day that is over, whatever is recorded after it', async () => {
  const { record, monetary, looked } = aBook();
  await record(0, 3);
  // More may be recorded on the day still.
  await monetary();
  await record(3, 4);
  const both = await monetary();
  expect(looked()).toBe(2);
  await record(4, 5);
  expect([await monetary(), looked()]).toEqual([both, 3]);
  await record(5, 6);
  expect([await monetary(), looked()]).toEqual([both, 3]);
  // Nobody keeps it, or the policies are others: the same is found.
  expect([await monetary({ everybody: undefined as never }), looked()]).toEqual([both, 4]);
  expect([await monetary({ policies: { ...STRICT, tiers: [...STRICT.tiers, ...STRICT.tiers] } }), looked()]).toEqual([
    both,
    5,
  ]);
  const later = await monetary({}, { ...THEN, known: THEN.known + 1 });
  expect(later).not.toEqual(both);
});
