import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from '#kernel/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import { recorded } from '#testing/book-events.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { DEFAULT_POLICIES, type Policies } from '../customer/policy.js';
import { createProjection } from '../projection/projection.js';
import { VIEW_SCHEMA } from '../schema.js';
import { answer } from './answer.js';
import { CATALOGUE } from './catalogue.js';
import { explain, type Point } from './explain.js';
import { toFigure } from './value.js';

const calendar = new Calendar('UTC', 1);
const STRICT: Policies = {
  ...DEFAULT_POLICIES,
  lifecycle: [
    { from: -Infinity, policy: { churnAfterDays: 20, atRiskAfterDays: 10, newForDays: 5, reactivatedForDays: 5 } },
  ],
};
const day = fc.nat(DAYS).map((offset) => FIRST_DAY + offset);
const point = fc.record({ asOf: day, knownAt: day, strict: fc.boolean() });
const EXPLAINED = [...CATALOGUE.values()].filter(
  ({ kind, formula, onlyBy }) => kind !== 'ratio' && formula.kind !== 'target' && onlyBy === undefined,
);

async function project(events: readonly RecordedEvent[], policies: Policies): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const projection = createProjection(calendar, policies);
  let from = 0;
  for (const event of events) {
    const changes = await projection.project(from, [projection.decode(event)], views);
    await views.apply({ shard: 0, from, to: event.position, ...changes });
    from = event.position;
  }
  return views;
}

describe('an explanation', () => {
  it('balances between any two points of any book: its ends are the figures, its parts their difference', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomBook,
        point,
        point,
        day,
        fc.constantFrom(...EXPLAINED),
        async (book, a, b, from, metric) => {
          const events = recorded(book);
          const [lax, strict] = await Promise.all([project(events, DEFAULT_POLICIES), project(events, STRICT)]);
          const at = ({ asOf, knownAt, strict: isStrict }: typeof a): Point => ({
            asOf,
            knownAt,
            views: isStrict ? strict : lax,
          });
          const [start, end] = [at(a), at(b)];
          const policies = { ...start, views: end.views };
          const known = { asOf: start.asOf, views: end.views, knownAt: b.knownAt };
          const steps = { start, policies, known, end };
          const takenBack = { voids: new Set<string>(), refunds: new Set<string>() };
          const found = await explain({ metric, where: {}, from, steps, takenBack });
          const sum = Object.values(found.parts).reduce(
            (total, shares) => [...shares.values()].reduce((one, share) => one + share, total),
            0n,
          );
          expect(sum).toBe(found.b - found.a);
          for (const [end, value] of [
            [a, found.a],
            [b, found.b],
          ] as const) {
            const { views, ...cut } = at(end);
            const context = {
              today: FIRST_DAY + 2 * DAYS,
              fiscalStart: 1,
              currency: 'USD',
              definitions: { lifecycle: '', tiers: '' },
            };
            const { totals } = await answer({ metrics: [metric], by: [], where: {}, from, ...cut }, views, context);
            expect([metric.name, toFigure(value, metric)]).toEqual([metric.name, totals[metric.name]]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
