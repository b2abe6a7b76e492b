import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { countedViews } from '#figures/counted-views.js';
import { parseQuestion } from '#figures/question.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AuditableViews, Views } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { basisViews } from '#subjects/basis-views.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { MONEY, OF_CUSTOMER, VIEW_SCHEMA } from '#subjects/tables.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { recorded } from './book-events.js';
import { CONTEXT, project, STRICT, UTC } from './projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from './random-book.js';
import { randomExclusions, withExclusions } from './random-exclusions.js';

const CUSTOMERS = 3;
const METRICS = ['orders', 'customers.buyers', 'revenue.net', 'interactions', 'customers.contacted'];
const BALANCED = ['customers.active', 'customers.transferred', 'mrr', 'mrr.transferred', 'pipeline.value'];
const QUESTIONS = [
  { metrics: ['orders', 'revenue.net', 'customers.buyers'], by: ['first_touch', 'last_touch'] },
  { metrics: ['touches.before_first_purchase.mean', 'touches.before_first_purchase.median'], by: ['region'] },
  { metrics: METRICS, by: ['salesperson'], grain: 'quarter' },
  { metrics: BALANCED, by: ['region'], grain: 'quarter' },
];
/** What else each is asked on. */
const GROUNDS = [{}, { includeExcluded: true }, { organisation: '2020-10-01' }];
const ON = { calendar: UTC, currency: CONTEXT.currency, money: MONEY, ofCustomer: OF_CUSTOMER };

/**
 * The law of figures over an adapter: those that leave customers out, that share sales and that know what led to purchases are what they
 * are over the memory reference, on both clocks. They need its documents and its facts alike.
 */
export function figuresContract(name: string, openOne: (schema: ViewSchema) => AuditableViews, runs: number): void {
  it(`${name}: leaves customers out of figures, and knows what led to sales, as the memory reference does`, async () => {
    let left = 0;
    await fc.assert(
      fc.asyncProperty(
        randomBookOf(CUSTOMERS, 10, 30),
        randomExclusions(CUSTOMERS),
        fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 2 * DAYS }), { nil: undefined }),
        async (book, exclusions, knownAt) => {
          const [views, reference] = [openOne(VIEW_SCHEMA), new MemoryViews(VIEW_SCHEMA)];
          const events = recorded(withExclusions(book, exclusions));
          for (const one of [views, reference]) await project(events, one, STRICT);
          const known = knownAt !== undefined && { knownAt: formatDay(knownAt) };
          for (const more of GROUNDS)
            for (const one of QUESTIONS) {
              const question = parseQuestion({ ...one, ...known, ...more }, CATALOGUE);
              const on = (one: Views) => answer(question, countedViews(basisViews(one, ON)), CONTEXT);
              const told = await on(views);
              expect(told).toEqual(await on(reference));
              left += told.meta.excluded ?? 0;
            }
          await views.close();
        },
      ),
      { numRuns: runs },
    );
    expect(left).toBeGreaterThan(0);
  });
}
