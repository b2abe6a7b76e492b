import { expect, it } from '@jest/globals';
import type { Views } from '#kernel/ports/views.js';
import { recorded, registered, sale, sold } from '#testing/book-events.js';
import { project, STRICT, UTC } from '#testing/projected.js';
import { FIRST_DAY } from '#testing/random-book.js';
import { timelineEffect, VIEW_SCHEMA } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { SegmentRule } from '../segment-rule.js';
import { KeptMembers } from './kept-members.js';

const BUYERS = new SegmentRule('orders > 0');
const OFTEN = new SegmentRule('orders > 1');
const BEST = new SegmentRule('m == 1');
const DAYS = [FIRST_DAY, FIRST_DAY + 1];

/** A book of three customers, and what is read of it. */
async function aBook() {
  const views = new MemoryViews(VIEW_SCHEMA);
  const read: string[] = [];
  const watched: Views = {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums: (requests) => views.sums(requests),
    firstDay: (series) => views.firstDay(series),
    close: () => views.close(),
    get: (collection, ids) => {
      if (collection === 'customers') read.push(...ids);
      return views.get(collection, ids);
    },
    find: (collection, find) => {
      if (collection === 'customers') read.push('everybody');
      return views.find(collection, find);
    },
  };
  const customers = ['ada', 'bob', 'cyd'].map((id) => ({ event: registered(id, FIRST_DAY), on: FIRST_DAY }));
  const purchases = ['ada', 'ada', 'bob'].map((id, i) => ({
    event: sold(sale(`s${String(i)}`, id, '10'), FIRST_DAY + 1),
    on: FIRST_DAY + 1,
  }));
  const events = recorded([...customers, ...purchases]);
  const context = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
  return {
    record: (from: number, to: number) => project(events.slice(from, to), views, STRICT),
    facts: { views: watched, context, step: () => undefined },
    takeRead: () => read.splice(0),
  };
}

it('looks at everybody once, and from then on at those of whom something was recorded', async () => {
  const { record, facts, takeRead } = await aBook();
  const kept = new KeptMembers();
  const counts = async (rule: SegmentRule) =>
    (await kept.on(rule, DAYS, facts, () => Promise.resolve([BUYERS, OFTEN])))?.map(({ count }) => count);
  await record(0, 4);
  expect(await counts(BUYERS)).toEqual([0, 1]);
  expect(takeRead()).toEqual(['everybody']);
  // That was for other rules, too.
  expect(await counts(OFTEN)).toEqual([0, 0]);
  expect(await counts(BUYERS)).toEqual([0, 1]);
  expect(takeRead()).toEqual([]);
  await record(4, 6);
  expect(await counts(BUYERS)).toEqual([0, 2]);
  expect(await counts(OFTEN)).toEqual([0, 1]);
  expect(takeRead()).toEqual(['ada', 'bob']);
});

it('looks at everybody again where a rule is about their places among all, and somebody bought', async () => {
  const { record, facts, takeRead } = await aBook();
  const kept = new KeptMembers();
  await record(0, 4);
  const [, first] = (await kept.on(BEST, DAYS, facts)) ?? [];
  expect(first?.count).toBe(1);
  expect(takeRead()).toContain('everybody');
  await kept.on(BEST, DAYS, facts);
  expect(takeRead()).toEqual([]);
  await record(4, 6);
  await kept.on(BEST, DAYS, facts);
  expect(takeRead()).toContain('everybody');
});

it('goes on with what was estimated until somebody bought otherwise before the month began', async () => {
  const { record, facts, takeRead } = await aBook();
  const kept = new KeptMembers();
  const grouped = new SegmentRule('cluster > 100 || orders > 1');
  const later = FIRST_DAY + 100;
  const counts = async (day: number) => (await kept.on(grouped, [day], facts))?.map(({ count }) => count);
  // Those of the first month know of no purchase: they are dated later in it.
  await record(0, 4);
  expect(await counts(FIRST_DAY + 1)).toEqual([0]);
  expect(takeRead()).toContain('everybody');
  await record(4, 5);
  expect(await counts(FIRST_DAY + 1)).toEqual([1]);
  expect(takeRead()).not.toContain('everybody');
  // Those of a later month do.
  expect(await counts(later)).toEqual([1]);
  expect(takeRead()).toContain('everybody');
  await record(5, 6);
  expect(await counts(later)).toEqual([1]);
  expect(takeRead()).toContain('everybody');
});

it('begins again under other policies', async () => {
  const { record, facts, takeRead } = await aBook();
  const kept = new KeptMembers();
  await record(0, 6);
  const churned = new SegmentRule('stage == "churned"');
  const days = [FIRST_DAY + 15];
  const lost = async (churnAfterDays: number) => {
    const lifecycle = [
      { from: -Infinity, policy: { churnAfterDays, atRiskAfterDays: 5, newForDays: 2, reactivatedForDays: 5 } },
    ];
    const context = { ...facts.context, policies: { ...STRICT, lifecycle } };
    return (await kept.on(churned, days, { ...facts, context }))?.map(({ count }) => count);
  };
  expect(await lost(20)).toEqual([0]);
  expect(await lost(10)).toEqual([2]);
  expect(takeRead()).toEqual(['everybody', 'everybody']);
});

it('goes on after a question that nobody waited for any more', async () => {
  const { record, facts } = await aBook();
  const kept = new KeptMembers();
  await record(0, 5);
  const step = (): void => {
    throw new Error('nobody waits');
  };
  await expect(kept.on(BUYERS, DAYS, { ...facts, step })).rejects.toThrow('nobody waits');
  expect((await kept.on(BUYERS, DAYS, facts))?.map(({ count }) => count)).toEqual([0, 1]);
  await record(5, 6);
  await expect(kept.on(BUYERS, DAYS, { ...facts, step })).rejects.toThrow('nobody waits');
  expect((await kept.on(BUYERS, DAYS, facts))?.map(({ count }) => count)).toEqual([0, 2]);
});
