import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askedBook } from '#testing/asked-book.js';
import { STRICT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBook } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { answer } from './answer.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { explain, type Point } from './explain.js';
import { isAboutTargets } from './formulas/index.js';
import { toFigure } from './value.js';

const TODAY = FIRST_DAY + 2 * DAYS;
const day = fc.nat(DAYS).map((offset) => FIRST_DAY + offset);
const point = fc.record({ asOf: day, knownAt: day, strict: fc.boolean() });
const EXPLAINED = [...CATALOGUE.metrics.values()].filter(
  (metric) => metric.kind !== 'ratio' && !isAboutTargets(metric) && metric.onlyBy === undefined,
);

describe('an explanation', () => {
  it('balances between any two points of any book: its ends are the figures, its parts their difference', async () => {
    await fc.assert(
      fc.asyncProperty(
        alsoMerged(randomBook, 3),
        point,
        point,
        day,
        fc.constantFrom(...EXPLAINED),
        async (book, a, b, from, metric) => {
          const [lax, strict] = await Promise.all([askedBook(book, TODAY), askedBook(book, TODAY, STRICT)]);
          const at = ({ asOf, knownAt, strict: isStrict }: typeof a): Point => ({
            asOf,
            knownAt,
            views: (isStrict ? strict : lax).views,
          });
          const [start, end] = [at(a), at(b)];
          const policies = { ...start, views: end.views };
          const known = { asOf: start.asOf, views: end.views, knownAt: b.knownAt };
          const steps = { start, policies, known, end };
          const takenBack = { voids: new Set<string>(), refunds: new Set<string>() };
          const found = await explain({ metric, where: {}, from, steps, takenBack }, CATALOGUE);
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
            const { totals } = await answer({ metrics: [metric], by: [], where: {}, from, ...cut }, views, lax.context);
            expect([metric.name, toFigure(value, metric)]).toEqual([metric.name, totals[metric.name]]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
