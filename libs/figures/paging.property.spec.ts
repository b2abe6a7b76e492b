import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import type { MemoryViews } from '#views-memory/memory-views.js';
import { recorded } from '#testing/book-events.js';
import { detailed } from '#testing/detailed.js';
import { project, projected, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { timelineEffect } from '#subjects/tables.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { CUSTOMER_SORTS, listCustomers, type CustomersQuestion } from '#subjects/customers/customers.js';
import { overdueCustomers } from '#subjects/customers/overdue.js';
import { recordsPage } from './records-page.js';

const CONTEXT = { calendar: UTC, policies: DEFAULT_POLICIES, effectOf: timelineEffect, catalogue: CATALOGUE };
const book = randomBookOf(6, 50, 120).map((arrivals) => recorded(detailed(arrivals)));
const asOf = fc.nat(2 * DAYS).map((offset) => FIRST_DAY + offset);
const seen = fc.float({ min: 0, max: 1, noNaN: true });
/** Where customers are overdue, several of them. */
const busy = randomBookOf(4, 90, 140).map((arrivals) => recorded(detailed(arrivals)));
const late = fc.integer({ min: DAYS, max: 3 * DAYS }).map((offset) => FIRST_DAY + offset);
const lately = fc.constantFrom(0.6, 0.8, 0.95);
const RUNS = { numRuns: 200 };

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly next: string | null;
}

/** Reads a list page by page, with events that arrive between any two. */
async function paged(
  events: readonly RecordedEvent[],
  share: number,
  read: (views: MemoryViews, cursor?: string) => Promise<Page>,
) {
  const first = Math.floor(events.length * share);
  const views = await projected(events.slice(0, first));
  const shown: { readonly id: string }[] = [];
  const step = Math.ceil((events.length - first) / 4);
  for (let cursor: string | null = '', at = first; cursor !== null; at += step) {
    const page: Page = await read(views, cursor === '' ? undefined : cursor);
    shown.push(...page.items);
    cursor = page.next;
    await project(events.slice(at, at + step), views);
  }
  return { shown, before: await projected(events.slice(0, first)) };
}

describe('a list that is paged through while facts arrive', () => {
  it('of customers by a figure is the list as it stood when the first page was read', async () => {
    const sort = fc.constantFrom(...CUSTOMER_SORTS.filter((one) => one !== 'id'));
    const filters = fc.constantFrom({}, { stage: ['lead', 'new', 'active', 'churned'] }, { region: ['north'] });
    const q = fc.option(fc.constantFrom('ad', 'c'), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(book, seen, asOf, sort, filters, q, async (events, share, day, sorted, parts, text) => {
        const question: CustomersQuestion = {
          ...{ filters: parts, asOf: { day }, sort: sorted, limit: 1, asked: {} },
          ...(text !== undefined && { q: text }),
        };
        const { shown, before } = await paged(events, share, async (views, cursor) => {
          const { customers, next } = await listCustomers({ ...question, ...(cursor && { cursor }) }, views, CONTEXT);
          return { items: customers, next };
        });
        const { customers } = await listCustomers({ ...question, limit: 1000 }, before, CONTEXT);
        expect(shown).toEqual(customers);
      }),
      RUNS,
    );
  });

  it('of customers by id has everybody once who is there all the time', async () => {
    await fc.assert(
      fc.asyncProperty(book, seen, asOf, async (events, share, day) => {
        const question = { filters: {}, asOf: { day }, sort: 'id', limit: 1, asked: {} } as const;
        const list = async (views: MemoryViews, cursor?: string, limit = 1) => {
          const more = { limit, ...(cursor && { cursor }) };
          const { customers, next } = await listCustomers({ ...question, ...more }, views, CONTEXT);
          return { items: customers, next };
        };
        await expectOnce(events, share, list);
      }),
      RUNS,
    );
  });

  it('of overdue customers is the list as it stood when the first page was read', async () => {
    let several = 0;
    await fc.assert(
      fc.asyncProperty(busy, lately, late, async (events, share, day) => {
        const list = async (views: MemoryViews, cursor?: string, limit = 1) => {
          const question = { asOf: day, today: day, limit, asked: {}, ...(cursor && { cursor }) };
          const { customers, next } = await overdueCustomers(question, views, CONTEXT);
          return { items: customers, next };
        };
        const { shown, before } = await paged(events, share, list);
        expect(shown).toEqual((await list(before, undefined, 1000)).items);
        if (shown.length > 1) several++;
      }),
      { numRuns: 100 },
    );
    expect(several).toBeGreaterThan(10);
  });

  it('of records has everything once that is behind the figure all the time', async () => {
    const names = ['orders', 'revenue.net', 'customers.total', 'interactions'];
    const metric = fc.constantFrom(...names.map((name) => CATALOGUE.metricNamed(name)));
    await fc.assert(
      fc.asyncProperty(book, seen, asOf, metric, async (events, share, day, of) => {
        const list = async (views: MemoryViews, cursor?: string, limit = 2) => {
          const question = { metric: of, where: {}, asOf: day, limit, asked: {}, ...(cursor && { cursor }) };
          const { records, next } = await recordsPage(question, views, CATALOGUE, UTC);
          return { items: records.map(({ kind, id }) => ({ id: `${kind}-${id}` })), next };
        };
        await expectOnce(events, share, list);
      }),
      RUNS,
    );
  });
});

/** Nothing twice, and everything that was there whenever a page was read. */
async function expectOnce(
  events: readonly RecordedEvent[],
  share: number,
  list: (views: MemoryViews, cursor?: string, limit?: number) => Promise<Page>,
): Promise<void> {
  const states: string[][] = [];
  const { shown } = await paged(events, share, async (views, cursor) => {
    const { items } = await list(views, undefined, 1000);
    states.push(items.map(({ id }) => id));
    return list(views, cursor);
  });
  const ids = shown.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const [first = [], ...later] = states;
  expect(ids).toEqual(expect.arrayContaining(first.filter((id) => later.every((state) => state.includes(id)))));
}
