import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periods } from '#kernel/time/periods.js';
import { recorded } from '#testing/book-events.js';
import { projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { randomRule, type Said } from '#testing/random-rules.js';
import { customersByHand } from '#testing/segments-by-hand.js';
import { timelineEffect } from '../tables.js';
import type { KnownFacts } from './known-facts.js';
import { Membership } from './membership.js';
import { SegmentRule } from './segment-rule.js';
import { sizeOf } from './size.js';

const day = fc.integer({ min: FIRST_DAY - 1, max: FIRST_DAY + DAYS + 100 });

it('has the members that its rule is true of, as of any days, as known at any other', async () => {
  const drawn = fc.record({
    book: randomBookOf(3, 1, 40),
    rules: fc.array(randomRule, { minLength: 4, maxLength: 4 }),
    days: fc.uniqueArray(day, { minLength: 1, maxLength: 4 }),
    knownAt: fc.option(day, { nil: undefined }),
  });
  let members = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, rules, days, knownAt }) => {
      const events = recorded(book);
      const facts: KnownFacts = {
        views: await projected(events, STRICT),
        ...(knownAt !== undefined && { knownAt: { day: knownAt } }),
        context: { calendar: UTC, policies: STRICT, effectOf: timelineEffect },
      };
      const byHand = (said: Said, on: number): readonly string[] =>
        [...customersByHand(events, { day: on, knownAt: knownAt ?? Infinity }, STRICT)]
          .flatMap(([id, values]) => (said.of(values) === true ? [id] : []))
          .sort();
      const ascending = days.toSorted((a, b) => a - b);
      for (const said of rules) {
        const segment = new SegmentRule(said.text);
        const found = ascending.map((): string[] => []);
        for await (const { history, isIn } of (await Membership.of(segment, ascending, facts)).ofAll())
          for (const [i, own] of found.entries()) if (isIn[i] === true) own.push(history.id);
        expect([said.text, found]).toEqual([said.text, ascending.map((on) => byHand(said, on))]);
        members += found.flat().length;
      }
      const [said] = rules as [Said, ...Said[]];
      const [from, asOf] = [ascending[0] ?? 0, ascending.at(-1) ?? 0];
      const list = periods(from, asOf, 'quarter', 1);
      const rows = await sizeOf(new SegmentRule(said.text), { grain: 'quarter', asOf }, list, facts);
      expect(rows).toEqual(
        list.map(({ name, from: first, to }) => {
          const [was, is] = [byHand(said, first - 1), byHand(said, Math.min(to, asOf))];
          return {
            quarter: name,
            opening: was.length,
            entered: is.filter((id) => !was.includes(id)).length,
            left: was.filter((id) => !is.includes(id)).length,
            closing: is.length,
          };
        }),
      );
      for (const { opening, entered, left, closing } of rows) expect(opening + entered - left).toBe(closing);
    }),
    { numRuns: 60 },
  );
  expect(members).toBeGreaterThan(100);
});
