import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addedUp, compareRows } from '#kernel/ports/rows.js';
import type { Row } from '#kernel/ports/views-schema.js';
import type { Series } from '../../series.js';
import { DEFAULT_POLICIES } from '../../policies/policy.js';
import { CustomersFold } from './customers-fold.js';
import type { Effect } from './entry.js';
import { addToDay, insertByInstant, type History } from './history.js';

/** Points: earned ones are counted when they are, what a customer has goes with it from region to region, from tier to tier. */
const POINTS: Series = {
  name: 'points',
  dimensions: ['shop'],
  labels: ['region', 'tier'],
  measures: { earned: 'count', balance: 'count' },
  levels: ['balance'],
};
const DAYS = 120;

type Happening =
  | { readonly kind: 'points'; readonly day: number; readonly record: string; readonly points: number }
  | { readonly kind: 'move'; readonly day: number; readonly region: string; readonly id: number }
  | { readonly kind: 'purchase'; readonly day: number };

const day = fc.integer({ min: 1, max: DAYS });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('points' as const),
    day,
    record: fc.constantFrom('a', 'b'),
    points: fc.integer({ min: -5, max: 5 }),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    day,
    region: fc.constantFrom('north', 'south'),
    id: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  fc.record({ kind: fc.constant('purchase' as const), day }),
);

function effectOf(one: Happening): Effect {
  const common = { customer: 'ada', day: one.day };
  switch (one.kind) {
    case 'points': {
      const measures = [BigInt(Math.max(0, one.points)), BigInt(one.points)];
      const entry = { series: 'points', day: one.day, record: one.record, own: ['x'], measures };
      return { ...common, entries: [entry], change: () => undefined };
    }
    case 'move': {
      const { region } = one;
      const change = { at: String(one.day).padStart(4, '0'), day: one.day, id: String(one.id), attributes: { region } };
      return { ...common, entries: [], change: (history: History) => insertByInstant(history.changes, change) };
    }
    case 'purchase':
      return {
        ...common,
        entries: [],
        change: (history: History) => addToDay(history.purchases, one.day, 1, 200_000_000n),
      };
  }
}

const registration: Effect = {
  customer: 'ada',
  day: 0,
  entries: [],
  change: (history) => {
    history.registeredDay = 0;
    history.attributes = { region: 'west' };
  },
};

/** What batches of effects add, one after another. */
async function facts(batches: readonly (readonly Effect[])[]): Promise<readonly Row[]> {
  const fold = new CustomersFold(DEFAULT_POLICIES, [POINTS], () => {
    throw new Error('the history has all entries');
  });
  const ground = { get: () => Promise.resolve([]), find: () => Promise.resolve([]) };
  const rows: Row[] = [];
  for (const [position, batch] of batches.entries()) {
    const placed = batch.map((effect) => ({ ...effect, position }));
    rows.push(...(await fold.fold(placed, 0, ground)).facts);
  }
  return addedUp(rows).sort(compareRows);
}

const only = (rows: readonly Row[], series: string) => rows.filter((row) => row.series === series);

describe('a series whose entries the history keeps', () => {
  it('comes to the same facts in whatever order and batches things arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 14 }), fc.infiniteStream(fc.nat()), async (all, random) => {
        const next = (below: number): number => (random.next().value as number) % below;
        const shuffled = [...all];
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = next(i + 1);
          [shuffled[i], shuffled[j]] = [shuffled[j] as Happening, shuffled[i] as Happening];
        }
        const batches: Effect[][] = [[registration]];
        for (const effect of shuffled.map(effectOf)) {
          if (next(2) === 0) batches.push([effect]);
          else batches.at(-1)?.push(effect);
        }
        expect(await facts(batches)).toEqual(await facts([[registration, ...all.map(effectOf)]]));
      }),
      { numRuns: 200 },
    );
  });

  it('sums up to what there is at the end of any day, all of it where its customer then stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async (all) => {
        const rows = await facts([[registration], ...all.map((one) => [effectOf(one)])]);
        for (const until of [0, 20, 60, 90, DAYS, 2 * DAYS]) {
          const there = all.filter((one) => one.day <= until);
          const balance = there.reduce((sum, one) => sum + (one.kind === 'points' ? one.points : 0), 0);
          const sums = new Map<string, bigint>();
          for (const { valid, dimensions, measures } of only(rows, 'points')) {
            const place = dimensions.slice(1).join(' ');
            if (valid <= until) sums.set(place, (sums.get(place) ?? 0n) + (measures[1] as bigint));
          }
          const held = [...sums].filter(([, sum]) => sum !== 0n);
          expect(held).toEqual(balance === 0 ? [] : [[standingOn(only(rows, 'moves'), until), BigInt(balance)]]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Region and tier of the customer at the end of a day, from its own moves. */
function standingOn(moves: readonly Row[], until: number): string {
  const sums = new Map<string, bigint>();
  for (const { valid, dimensions, measures } of moves) {
    if (valid > until) continue;
    const [, , fromTier, toTier, fromRegion, toRegion] = dimensions;
    for (const [place, sign] of [
      [`${String(fromRegion)} ${String(fromTier)}`, -1n],
      [`${String(toRegion)} ${String(toTier)}`, 1n],
    ] as const)
      sums.set(place, (sums.get(place) ?? 0n) + sign * (measures[0] as bigint));
  }
  return [...sums].find(([, sum]) => sum > 0n)?.[0] ?? '';
}
