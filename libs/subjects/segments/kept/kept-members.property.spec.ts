import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periods } from '#kernel/time/periods.js';
import { recorded } from '#testing/book-events.js';
import { mergedByHand } from '#testing/merged-by-hand.js';
import { cases } from '#testing/night.js';
import { project, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf, type Arrival } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { randomRule } from '#testing/random-rules.js';
import { customersByHand } from '#testing/segments-by-hand.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { timelineEffect } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { SegmentRule } from '../segment-rule.js';
import { keptSizeOf, sizeOf } from '../size.js';
import { KeptMembers } from './kept-members.js';

/** Rules that are about estimates, which those of a month's beginning hold all through it. */
const ESTIMATED = ['p_alive > 0.3 && orders > 1', 'cluster == 1 || (cluster == 2 && stage == "active")', 'cluster > 1'];

it('keeps sizes by estimates that are those of everybody looked at anew, however facts arrive', async () => {
  const drawn = fc.record({
    book: alsoMerged(randomBookOf(3, 6, 40), 3, 3),
    cuts: fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    day: fc.integer({ min: FIRST_DAY + 60, max: FIRST_DAY + DAYS }),
  });
  let members = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, cuts, day }) => {
      const events = recorded(book);
      const views = new MemoryViews(VIEW_SCHEMA);
      const kept = new KeptMembers();
      const context = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
      const others = (): Promise<readonly SegmentRule[]> => Promise.resolve([]);
      const facts = { views, context, members: kept, others, step: () => undefined };
      let done = 0;
      for (const cut of [...cuts.toSorted((a, b) => a - b), 1]) {
        const upTo = upToWhole(book, Math.ceil(cut * events.length));
        await project(events.slice(done, upTo), views, STRICT);
        done = upTo;
        for (const text of ESTIMATED) {
          const rule = new SegmentRule(text);
          const list = periods(day - 60, day, 'month', 1);
          const rows = await keptSizeOf(rule, { grain: 'month', asOf: day }, list, facts);
          expect([text, done, rows]).toEqual([
            text,
            done,
            await sizeOf(rule, { grain: 'month', asOf: day }, list, facts),
          ]);
          for (const { closing } of rows ?? []) members += closing;
        }
      }
    }),
    { numRuns: cases({ day: 8, night: 100 }) },
  );
  expect(members).toBeGreaterThan(20);
});

/** While a book grows, and customers turn out to be one or two again, the sizes that are kept are asked for again and again: each answer is that of counting by hand. */
it('keeps sizes that are those of everybody looked at anew, however facts arrive', async () => {
  const drawn = fc.record({
    book: alsoMerged(randomBookOf(3, 4, 40), 3, 3),
    rules: fc.array(randomRule, { minLength: 4, maxLength: 4 }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    day: fc.integer({ min: FIRST_DAY + 100, max: FIRST_DAY + DAYS + 100 }),
  });
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, rules, cuts, day }) => {
      const events = recorded(book);
      const views = new MemoryViews(VIEW_SCHEMA);
      const members = new KeptMembers();
      const said = rules.map(({ text }) => new SegmentRule(text));
      const context = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
      const others = (): Promise<readonly SegmentRule[]> => Promise.resolve(said);
      const facts = { views, context, members, others, step: () => undefined };
      let done = 0;
      for (const cut of [...cuts.toSorted((a, b) => a - b), 1]) {
        const upTo = upToWhole(book, Math.ceil(cut * events.length));
        await project(events.slice(done, upTo), views, STRICT);
        done = upTo;
        const told = recorded(mergedByHand(book.slice(0, done)));
        for (const [i, rule] of said.entries()) {
          const list = periods(day - 300, day, i % 2 === 0 ? 'quarter' : 'month', 1);
          const rows = await keptSizeOf(rule, { grain: 'quarter', asOf: day }, list, facts);
          const byHand = (on: number): readonly string[] =>
            [...customersByHand(told, { day: on, knownAt: Infinity }, STRICT)].flatMap(([id, values]) =>
              rules[i]?.of(values) === true ? [id] : [],
            );
          expect([rule.text, done, rows]).toEqual([
            rule.text,
            done,
            list.map(({ name, from, to }) => {
              const [was, is] = [byHand(from - 1), byHand(Math.min(to, day))];
              const entered = is.filter((id) => !was.includes(id)).length;
              const left = was.filter((id) => !is.includes(id)).length;
              moved += entered + left;
              return { quarter: name, opening: was.length, entered, left, closing: is.length };
            }),
          ]);
          for (const { opening, entered, left, closing } of rows ?? []) expect(opening + entered - left).toBe(closing);
        }
      }
    }),
    { numRuns: cases({ day: 25, night: 300 }) },
  );
  expect(moved).toBeGreaterThan(50);
});

/** Not between the two events of a merge, which are recorded together. */
function upToWhole(book: readonly Arrival[], end: number): number {
  const last = book[end - 1]?.event;
  const isMerge = last?.type === 'CustomersMerged' || last?.type === 'CustomersUnmerged';
  return isMerge && last.data.customer === last.data.merged ? end + 1 : end;
}
