import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import { decodeAll } from '#kernel/undecodable.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { recorded } from '#testing/book-events.js';
import { DAYS, FIRST_DAY, randomBook, type Arrival } from '#testing/random-book.js';
import { MemoryViews } from '#views-memory/memory-views.js';
import { standingAt } from '#subjects/customers/timeline/scan.js';
import { readHistory } from '#subjects/customers/timeline/stored-history.js';
import { isActive } from '#subjects/customers/timeline/standing.js';
import { DEFAULT_POLICIES, lifecyclePolicyOf, type Policies } from '#subjects/policies/policy.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { createProjection } from './projection.js';

const calendar = new Calendar('UTC', 1);
const day = fc.nat(DAYS * 2).map((offset) => FIRST_DAY + offset);
/** The default, or two of each kind with different dates. */
const policies = fc.constantFrom<Policies>(DEFAULT_POLICIES, {
  lifecycle: [
    ...DEFAULT_POLICIES.lifecycle,
    {
      from: FIRST_DAY + 200,
      policy: { churnAfterDays: 40, atRiskAfterDays: 20, newForDays: 5, reactivatedForDays: 50 },
    },
    {
      from: FIRST_DAY + 500,
      policy: lifecyclePolicyOf({
        ...{ churnAfterDays: 120, atRiskAfterDays: 100, newForDays: 60, reactivatedForDays: 10 },
        for: [
          { where: { segment: ['b2b'], region: ['north', ''] }, churnAfterDays: 35, newForDays: 5 },
          { where: { source: ['fair'] }, atRiskAfterDays: 15, reactivatedForDays: 70 },
        ],
        graceDays: 9,
      }),
    },
  ],
  tiers: [
    ...DEFAULT_POLICIES.tiers,
    {
      from: FIRST_DAY + 300,
      policy: {
        windowDays: 60,
        keepForDays: 25,
        tiers: [{ name: 'gold', any: [{ revenue: 100_000_000n, orders: 2 }] }, { name: 'rest' }],
      },
    },
  ],
});
const RUNS = { numRuns: 150 };

/** Projects in batches of the given size, never across recorded days. */
async function project(
  events: readonly RecordedEvent[],
  batchSize: number,
  policies = DEFAULT_POLICIES,
): Promise<MemoryViews> {
  const views = new MemoryViews(VIEW_SCHEMA);
  const projection = createProjection(calendar, policies);
  let from = 0;
  for (let i = 0; i < events.length;) {
    const on = calendar.dayOf((events[i] as RecordedEvent).recordedAt);
    const batch = events.slice(i, i + batchSize).filter((event) => calendar.dayOf(event.recordedAt) === on);
    const to = (batch.at(-1) as RecordedEvent).position;
    const changes = await projection.project(decodeAll(projection, batch), views);
    expect(await views.apply({ shard: 0, from, to, ...changes })).toBe('applied');
    from = to;
    i += batch.length;
  }
  return views;
}

/** Facts with valid <= asOf and recorded <= knownAt, added up without the recorded day. */
async function sums(views: MemoryViews, asOf: number, knownAt: number): Promise<Record<string, string>> {
  const totals = new Map<string, bigint[]>();
  for (const { name } of VIEW_SCHEMA.series) {
    for await (const row of views.dump(name)) {
      if (row.valid <= asOf && row.recorded <= knownAt) add(totals, keyOf(row), row.measures);
    }
  }
  const entries = [...totals].filter(([, measures]) => measures.some((measure) => measure !== 0n));
  return Object.fromEntries(entries.map(([key, measures]): [string, string] => [key, measures.join()]));
}

function keyOf(row: Row): string {
  return JSON.stringify([row.series, row.valid, row.mark, row.customer, row.record, row.dimensions]);
}

function add(totals: Map<string, bigint[]>, key: string, measures: readonly bigint[]): void {
  const known = totals.get(key);
  totals.set(key, known === undefined ? [...measures] : known.map((value, i) => value + (measures[i] as bigint)));
}

/** The same facts, all known at once: in one batch, in an order that only keeps what must follow what. */
function atOnce(arrivals: readonly Arrival[], backwards: boolean): readonly RecordedEvent[] {
  const facts = arrivals.map(({ event }) => ({ event, on: FIRST_DAY }));
  const free = facts.filter(({ event }) => event.type === 'SaleRecorded' || event.type === 'InteractionLogged');
  const rest = facts.filter((fact) => !free.includes(fact));
  const registrations = rest.filter(({ event }) => event.type === 'CustomerRegistered');
  const others = rest.filter(({ event }) => event.type !== 'CustomerRegistered');
  return recorded([...registrations, ...(backwards ? free.reverse() : free), ...others]);
}

describe('the projection of random books', () => {
  it('gives as of any day, as known at any day, what a fresh fold of the facts known then gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomBook,
        day,
        day,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        policies,
        async (book, asOf, knownAt, size, back, inForce) => {
          const incremental = await project(recorded(book), size, inForce);
          const fresh = await project(
            atOnce(
              book.filter(({ on }) => on <= knownAt),
              back,
            ),
            1000,
            inForce,
          );
          expect(await sums(incremental, asOf, knownAt)).toEqual(await sums(fresh, asOf, Infinity));
        },
      ),
      RUNS,
    );
  });

  it('moves every customer to where its history says it stands', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, day, policies, async (book, asOf, inForce) => {
        const views = await project(recorded(book), 3, inForce);
        for (const { id, body } of await views.get('customers', ['c0', 'c1', 'c2'])) {
          const right = standingAt(readHistory(id, body), asOf, inForce);
          expect(await standing(views, id, asOf)).toEqual(
            right === undefined ? [] : [`${right.stage}/${right.tier}/${right.region}`],
          );
        }
      }),
      RUNS,
    );
  });

  it('balances: closing = opening + new + reactivated - lost + transferred, in every month and region', async () => {
    await fc.assert(
      fc.asyncProperty(randomBook, policies, async (book, inForce) => {
        const views = await project(recorded(book), 4, inForce);
        const rows: Row[] = [];
        for await (const row of views.dump('moves')) rows.push(row);
        for (const region of ['north', 'south', '']) {
          for (let from = FIRST_DAY; from < FIRST_DAY + 900; from += 30) {
            const flows = rows.filter(({ valid }) => valid >= from && valid < from + 30);
            const opening = activeIn(
              rows.filter(({ valid }) => valid < from),
              region,
            );
            const closing = activeIn(
              rows.filter(({ valid }) => valid < from + 30),
              region,
            );
            expect(closing).toBe(opening + balance(flows, region));
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

const [FROM_STAGE, TO_STAGE, , , FROM_REGION, TO_REGION] = [0, 1, 2, 3, 4, 5];

function activeIn(rows: readonly Row[], region: string): bigint {
  let active = 0n;
  for (const { dimensions, measures } of rows) {
    if (dimensions[TO_REGION] === region && isActiveName(dimensions[TO_STAGE])) active += measures[0] as bigint;
    if (dimensions[FROM_REGION] === region && isActiveName(dimensions[FROM_STAGE])) active -= measures[0] as bigint;
  }
  return active;
}

/** new + reactivated - lost + transferred of a region, each from its own measure. */
function balance(rows: readonly Row[], region: string): bigint {
  let change = 0n;
  for (const { dimensions, measures } of rows) {
    const [moves, isNew, reactivated, lost] = measures as readonly [bigint, bigint, bigint, bigint];
    const transferred = isActiveName(dimensions[FROM_STAGE]) && isActiveName(dimensions[TO_STAGE]) ? moves : 0n;
    if (dimensions[TO_REGION] === region) change += isNew + reactivated + transferred;
    if (dimensions[FROM_REGION] === region) change -= lost + transferred;
  }
  return change;
}

function isActiveName(stage: string | undefined): boolean {
  return isActive(stage as Parameters<typeof isActive>[0]);
}

/** The parts a customer stands in by the sums of its moves: one, or none before it exists. */
async function standing(views: MemoryViews, customer: string, asOf: number): Promise<readonly string[]> {
  const parts = new Map<string, bigint[]>();
  for await (const { valid, customer: of, dimensions: d, measures } of views.dump('moves')) {
    if (valid > asOf || of !== customer) continue;
    add(parts, `${String(d[1])}/${String(d[3])}/${String(d[5])}`, [measures[0] as bigint]);
    add(parts, `${String(d[0])}/${String(d[2])}/${String(d[4])}`, [-(measures[0] as bigint)]);
  }
  const standing = [...parts].filter(([part, [count]]) => part !== '//' && count !== 0n);
  for (const [, [count]] of standing) expect(count).toBe(1n);
  return standing.map(([part]) => part);
}
