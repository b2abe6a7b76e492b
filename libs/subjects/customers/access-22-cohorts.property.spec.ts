import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedBook } from '#testing/asked-book.js';
import { CONTEXT } from '#testing/projected.js';
import { cases } from '#testing/night.js';
import { randomBookOf } from '#testing/random-book.js';
import { conversion } from '../funnels/conversion.js';
import { cohortMatrix } from './cohorts.js';
import type { COHORT_MEASURES } from './purchase.answers.js';
import { rfm } from './rfm.js';

const LEAST = 2;
const { today, fiscalStart } = CONTEXT;
const FEW = CATALOGUE.within(undefined, LEAST);
const book = randomBookOf(6, 10, 60);
const RUNS = { numRuns: cases({ day: 12, night: 100 }) };
const nulls = (values: readonly unknown[]): number => values.filter((value) => value === null).length;

describe('access, contract test 22: cohorts, scores and conversions of few customers', () => {
  it.each<(typeof COHORT_MEASURES)[number]>(['customers', 'revenue'])(
    'are told as they are or not at all, and never all but one of a period (cohorts by %s)',
    async (measure) => {
      await fc.assert(
        fc.asyncProperty(book, async (events) => {
          const { views } = await askedBook(events, today);
          const asked = { asOf: today, today, fiscalStart, grain: 'month', measure } as const;
          const whole = await cohortMatrix(asked, views, CATALOGUE);
          const few = await cohortMatrix(asked, views, FEW);
          expect(few.cohorts.map(({ cohort }) => cohort)).toEqual(whole.cohorts.map(({ cohort }) => cohort));
          const pairs = whole.cohorts.flatMap(({ cells }, i) =>
            cells.map((cell, j) => ({ cell, told: few.cohorts[i]?.cells[j] })),
          );
          const shown = pairs.filter(({ told }) => told?.value !== null);
          expect(shown.map(({ told }) => told?.value)).toEqual(shown.map(({ cell }) => cell.value));
          const told = few.cohorts.flatMap(({ size, cells }) => [size, ...cells.map(({ value }) => value)]);
          expect(few.suppressed).toBe(nulls(told));
          expect(few.cohorts.filter(({ size }) => size !== null && size < LEAST)).toEqual([]);
          if (measure === 'revenue') return;
          for (const own of Map.groupBy(pairs, ({ cell }) => cell.period).values()) {
            const bought = own.filter(({ cell }) => cell.value !== 0);
            const hidden = bought.filter((one) => one.told?.value === null);
            expect(hidden.length === 1 && bought.length > 1).toBe(false);
            expect(bought.filter(({ told }) => told?.value !== null && Number(told?.value) < LEAST)).toEqual([]);
          }
        }),
        RUNS,
      );
    },
  );

  it('are told as they are or not at all, and never all but one of a score (RFM)', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (events) => {
        const { views } = await askedBook(events, today);
        const whole = await rfm({ asOf: today, today }, views, CATALOGUE);
        const few = await rfm({ asOf: today, today }, views, FEW);
        const cells = whole.cells.map((cell, i) => ({ cell, told: few.cells[i] }));
        for (const { cell, told } of cells)
          expect(told).toEqual(told?.customers === null ? { ...cell, customers: null, revenue: null } : cell);
        for (const measure of ['R', 'F', 'M'] as const)
          for (const [score, count] of Object.entries(few.counts[measure])) {
            expect([null, whole.counts[measure][score]]).toContain(count);
            expect(count === null || count >= LEAST).toBe(true);
            const own = cells.filter(({ cell }) => String(cell[measure]) === score);
            expect(count !== null && nulls(own.map(({ told }) => told?.customers)) === 1).toBe(false);
            // Nor does what it is the sum of tell it.
            expect(count === null && own.length > 0 && own.every(({ told }) => told?.customers !== null)).toBe(false);
          }
      }),
      RUNS,
    );
  });

  it('are told as they are or not at all, with what follows from them (conversions)', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (events) => {
        const { views } = await askedBook(events, today);
        const asked = {
          asOf: today,
          today,
          from_stage: 'new',
          to_stage: 'active',
          within: 60,
          by: ['region'],
        } as const;
        const on = { views, step: () => undefined };
        const whole = await conversion(asked, { ...on, catalogue: CATALOGUE });
        const few = await conversion(asked, { ...on, catalogue: FEW });
        const rows = [...whole.rows.map((row, i) => [row, few.rows[i]] as const), [whole.total, few.total] as const];
        for (const [row, told] of rows) {
          for (const name of ['entered', 'converted'] as const) {
            expect([null, row[name]]).toContain(told?.[name]);
            expect(told?.[name] === null || (told?.[name] ?? 0) >= LEAST).toBe(true);
          }
          expect([told?.share, told?.entered === null || told?.converted === null]).not.toEqual([
            expect.any(Number),
            true,
          ]);
          expect([told?.medianDays, told?.converted]).not.toEqual([expect.any(Number), null]);
        }
        expect(few.suppressed).toBe(nulls(rows.flatMap(([, told]) => [told?.entered, told?.converted])));
      }),
      RUNS,
    );
  });
});
