import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/ports/views.js';
import { recorded } from '#testing/book-events.js';
import { detailed, NAMES } from '#testing/detailed.js';
import { cases } from '#testing/night.js';
import { projected, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { alsoMerged, mergesIn } from '#testing/random-merges.js';
import { EVENT_TYPES, timelineEffect } from '#subjects/tables.js';
import { DEFAULT_POLICIES } from '#subjects/policies/policy.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { CustomerCard } from '#subjects/customers/customer.answers.js';
import { customerAsOf, customerTimeline } from '#subjects/customers/customer-card.js';
import { CUSTOMER_SORTS, listCustomers } from '#subjects/customers/customers.js';
import { survivorIn } from '#subjects/merges/merge.decider.js';
import { isAboutTargets } from './formulas/index.js';
import { interactionDetail } from '#subjects/interactions/interaction.reads.js';
import { readJournal } from './journal/journal.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { opportunityDetail } from '#subjects/opportunities/opportunity.reads.js';
import { overdueCustomers } from '#subjects/customers/overdue.js';
import type { Sight } from '#subjects/customers/person.js';
import { recordsPage } from './records-page.js';
import { rfm } from '#subjects/customers/rfm.js';
import { saleDetail } from '#subjects/sales/sale.reads.js';
import { subscriptionDetail } from '#subjects/subscriptions/subscription.reads.js';

const CUSTOMERS = 5;
const IDS = Array.from({ length: CUSTOMERS }, (_, i) => `c${String(i)}`);
const TODAY = FIRST_DAY + 4 * DAYS;
const RUNS = { numRuns: cases({ day: 80, night: 200 }) };
const CONTEXT = { calendar: UTC, policies: DEFAULT_POLICIES, effectOf: timelineEffect, catalogue: CATALOGUE };
const told = (views: Views) => ({ ...CONTEXT, views, types: EVENT_TYPES, position: (own: string) => own });
const day = fc.nat(2 * DAYS).map((offset): Moment => ({ day: FIRST_DAY + offset }));
const book = alsoMerged(randomBookOf(CUSTOMERS, 40, 80), CUSTOMERS).map((arrivals) => recorded(detailed(arrivals)));
/** Late enough for customers to be overdue. */
const late = fc.integer({ min: DAYS, max: 3 * DAYS }).map((offset): Moment => ({ day: FIRST_DAY + offset }));
const sight = fc.record({ asOf: day, knownAt: fc.option(day, { nil: undefined }) });
const busy = alsoMerged(randomBookOf(3, 80, 120), 3).map((arrivals) => recorded(detailed(arrivals)));
const ALL = { filters: {}, sort: 'id', limit: 1000, asked: {} } as const;

/** As single questions answer: undefined for who is not there. */
async function single(id: string, views: Views, at: Sight) {
  try {
    return await customerAsOf(id, views, at, CONTEXT);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function singles(views: Views, at: Sight) {
  const found = await Promise.all(IDS.map((id) => single(id, views, at)));
  // Who is merged into another is shown as that one.
  return found.filter((one) => one !== undefined).filter(({ mergedInto }) => mergedInto === undefined);
}

const listed = async (views: Views, { asOf, knownAt }: Sight): Promise<readonly CustomerCard[]> =>
  (await listCustomers({ ...ALL, asOf, ...(knownAt && { knownAt }) }, views, CONTEXT)).customers;

const cutOf = ({ asOf, knownAt }: Sight) => ({ asOf: asOf.day, ...(knownAt && { knownAt: knownAt.day }) });

/** Things that no page shows by themselves, and customers, who are shown in lists. */
const NOT_SHOWN = ['credit', 'customer'];

describe('a list shows of each thing what it is shown as by itself, as of and known at the same moments', () => {
  it('customers, whatever they are sorted, searched and paged by', async () => {
    const q = fc.option(fc.constantFrom(...NAMES, 'ad', '@x', 'c1'), { nil: undefined });
    const sort = fc.constantFrom(...CUSTOMER_SORTS);
    const page = fc.constantFrom(1, 2, 1000);
    await fc.assert(
      fc.asyncProperty(book, sight, q, sort, page, async (events, at, text, sorted, limit) => {
        const views = await projected(events);
        const { asOf, knownAt } = at;
        const question = { ...ALL, asOf, ...(knownAt && { knownAt }), sort: sorted, limit, ...(text && { q: text }) };
        const shown: { readonly id: string }[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const found = await listCustomers({ ...question, ...(cursor && { cursor }) }, views, CONTEXT);
          shown.push(...found.customers);
          cursor = found.next;
        }
        const matching = (await singles(views, at)).filter(
          ({ id, name, email, phone }) =>
            text === undefined ||
            id.includes(text) ||
            [name, email, phone].some((one) => one?.toLowerCase().includes(text.toLowerCase())),
        );
        expect(shown.toSorted(byId)).toEqual(matching);
      }),
      RUNS,
    );
  });

  it('overdue customers', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(busy, fc.record({ asOf: late, knownAt: late }), async (events, at) => {
        const views = await projected(events);
        const { customers } = await overdueCustomers(
          { ...cutOf(at), today: TODAY, limit: 1000, asked: {} },
          views,
          CONTEXT,
        );
        for (const { id, lastPurchase, daysSince } of customers) {
          const one = await single(id, views, at);
          expect([id, lastPurchase, daysSince]).toEqual([id, one?.lastPurchase, one?.recency]);
          expect(one?.stage).not.toBe('closed');
          shown++;
        }
      }),
      { numRuns: cases({ day: 40, night: 100 }) },
    );
    expect(shown).toBeGreaterThan(25);
  });

  it('records behind every metric that has them', async () => {
    const metric = fc.constantFrom(
      ...[...CATALOGUE.metrics.values()].filter((metric) => metric.kind !== 'ratio' && !isAboutTargets(metric)),
    );
    await fc.assert(
      fc.asyncProperty(book, sight, metric, async (events, at, asked) => {
        const views = await projected(events);
        const { asOf, ...known } = cutOf(at);
        const where = asked.onlyBy === undefined ? {} : { [asked.onlyBy]: ['USD', 'GBP'] };
        const question = { metric: asked, where, from: FIRST_DAY, asOf, ...known, limit: 1000, asked: {} };
        for (const { kind, id, customerId, occurredAt } of (await recordsPage(question, views, CATALOGUE, UTC))
          .records) {
          if (NOT_SHOWN.includes(kind)) continue;
          const one =
            kind === 'sale'
              ? await saleDetail(id, told(views))
              : kind === 'interaction'
                ? await interactionDetail(id, told(views))
                : kind === 'subscription'
                  ? ((found) => ({ ...found, occurredAt: found.startedAt }))(await subscriptionDetail(id, told(views)))
                  : ((found) => ({ ...found, occurredAt: found.openedAt }))(await opportunityDetail(id, told(views)));
          expect([kind, id, customerId, occurredAt]).toEqual([kind, id, one.customerId ?? null, one.occurredAt]);
        }
      }),
      RUNS,
    );
  });

  it('the customers behind customers.total, part by part', async () => {
    const metric = CATALOGUE.metrics.get('customers.total');
    if (metric === undefined) throw new Error('no such metric');
    await fc.assert(
      fc.asyncProperty(book, sight, async (events, at) => {
        const views = await projected(events);
        const { asOf, ...known } = cutOf(at);
        const cards = await listed(views, at);
        for (const stage of ['lead', 'new', 'active', 'at_risk', 'churned', 'reactivated']) {
          const question = { metric, where: { stage: [stage] }, asOf, ...known };
          const { records } = await recordsPage({ ...question, limit: 1000, asked: {} }, views, CATALOGUE, UTC);
          const inList = cards.filter((card) => card.stage === stage);
          expect([stage, records.map(({ id }) => id)]).toEqual([stage, inList.map(({ id }) => id)]);
        }
      }),
      RUNS,
    );
  });

  it('recency, frequency and monetary value: the scores count the customers listed', async () => {
    await fc.assert(
      fc.asyncProperty(book, sight, async (events, at) => {
        const views = await projected(events);
        const buyers = (await listed(views, at)).filter(({ lastPurchase }) => lastPurchase !== null);
        const { customers, counts, cells, thresholds } = await rfm({ ...cutOf(at), today: TODAY }, views, CATALOGUE);
        expect(customers).toBe(buyers.length);
        const over = (value: number, limits: readonly (number | null)[]) =>
          limits.filter((limit) => limit !== null && limit < value).length;
        const times = (score: number, own: readonly number[]) => own.filter((one) => one === score).length;
        const R = buyers.map(({ recency }) => 5 - over(recency ?? 0, thresholds.recency));
        const F = buyers.map(({ frequency }) => 1 + over(frequency, thresholds.frequency));
        for (const score of [1, 2, 3, 4, 5])
          expect([counts.R[score], counts.F[score]]).toEqual([times(score, R), times(score, F)]);
        const revenue = (list: readonly string[]) =>
          formatDecimal(list.reduce((sum, one) => sum + readDecimal(one), 0n));
        expect(revenue(cells.map((cell) => cell.revenue ?? 'hidden'))).toBe(
          revenue(buyers.map(({ monetary }) => monetary)),
        );
      }),
      RUNS,
    );
  });

  it('a timeline: its events are those of the journal, and it ends where its customer stands', async () => {
    await fc.assert(
      fc.asyncProperty(book, sight, async (events, at) => {
        const views = await projected(events);
        const known = events.filter(
          ({ recordedAt }) => at.knownAt === undefined || hadHappened(recordedAt, at.knownAt, UTC),
        );
        const merges = mergesIn(known);
        for (const { id, stage, tier } of await singles(views, at)) {
          const { events: shown, changes } = await customerTimeline(id, views, at, CONTEXT);
          const members = IDS.filter((one) => survivorIn(merges, one) === id);
          const own = await Promise.all(members.map((one) => readJournal(views, { customerId: one, limit: 1000 })));
          const journal = own
            .flat()
            .sort((a, b) => Number(a.position) - Number(b.position))
            .filter(
              ({ occurredAt, recordedAt }) =>
                hadHappened(occurredAt, at.asOf, UTC) &&
                (at.knownAt === undefined || hadHappened(recordedAt, at.knownAt, UTC)),
            );
          expect(shown).toEqual(journal);
          expect(changes.at(-1)).toMatchObject({ toStage: stage, toTier: tier });
        }
      }),
      RUNS,
    );
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
