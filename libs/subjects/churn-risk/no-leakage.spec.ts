import { describe, expect, it } from '@jest/globals';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { CATALOGUE } from '../catalogue.js';
import { customersKnown, type CustomersKnown } from './customers-known.js';
import { standingAt } from './features.js';

/** A fact of one of the series that risk is reckoned from. */
interface Fact {
  readonly series: 'gaps' | 'sales' | 'interactions' | 'moves';
  readonly customer: string;
  readonly day: number;
  readonly recorded: number;
  readonly sums: readonly bigint[];
  readonly into?: string;
  readonly outOf?: string;
  readonly lost?: boolean;
}

const ORIGINS = [100, 200, 300];
const WITHIN = 100;

/** Sums of facts as read models make them, as far as they are asked here. */
function viewsOf(facts: readonly Fact[]): Views {
  const cellsOf = ({ series, group, windows, recordedTo = Infinity, measures }: SumRequest): readonly Cell[] => {
    const tier = group.find((name) => name.endsWith('_tier'));
    return facts.flatMap((fact) => {
      const window = windows.findIndex(({ from = -Infinity, to }) => fact.day >= from && fact.day <= to);
      if (fact.series !== series || window === -1 || fact.recorded > recordedTo) return [];
      if (measures[0] === 'lost' ? fact.lost !== true : fact.lost === true) return [];
      const own = tier === undefined ? String(fact.day) : tier === 'to_tier' ? fact.into : fact.outOf;
      if (own === undefined) return [];
      return [{ window, group: [fact.customer, own, String(fact.recorded)], sums: fact.sums }];
    });
  };
  return {
    sums: (requests: readonly SumRequest[]) => Promise.resolve({ position: 1, cells: requests.map(cellsOf) }),
  } as unknown as Views;
}

const bought = (customer: string, day: number, recorded = day): readonly Fact[] => [
  { series: 'gaps', customer, day, recorded, sums: [1n] },
  { series: 'sales', customer, day, recorded, sums: [10_000_000n, 0n] },
];
const inTier = (customer: string, day: number, tier: string, recorded = day): Fact => {
  return { series: 'moves', customer, day, recorded, sums: [1n], into: tier };
};
const lostOn = (customer: string, day: number, recorded: number, sign = 1n): Fact => {
  return { series: 'moves', customer, day, recorded, sums: [sign], lost: true };
};

const KNOWN: readonly Fact[] = [
  ...[10, 40, 90, 150].flatMap((day) => bought('ada', day)),
  inTier('ada', 10, 'basic'),
  { series: 'interactions', customer: 'ada', day: 80, recorded: 80, sums: [1n] },
  ...bought('bea', 20),
  inTier('bea', 20, 'basic'),
];

/** Of days before the first origin, and recorded after it. */
const LATE: readonly Fact[] = [
  ...bought('ada', 95, 120),
  ...bought('cleo', 50, 120),
  inTier('cleo', 50, 'gold', 120),
  { series: 'interactions', customer: 'ada', day: 99, recorded: 101, sums: [7n] },
  { series: 'moves', customer: 'bea', day: 30, recorded: 150, sums: [1n], into: 'gold', outOf: 'basic' },
  // A purchase that was voided later.
  { series: 'gaps', customer: 'ada', day: 40, recorded: 130, sums: [-1n] },
];

const known = (facts: readonly Fact[], knownAt?: number): Promise<CustomersKnown> => {
  const cut = { asOf: 300, ...(knownAt !== undefined && { knownAt }) };
  return customersKnown(cut, ORIGINS, viewsOf(facts), CATALOGUE, () => undefined);
};
const rowsAt = ({ at }: CustomersKnown, place: number) =>
  at(place).flatMap((customer) => {
    const standing = standingAt(customer, ORIGINS[place] ?? 0, WITHIN);
    return standing === undefined ? [] : [[customer.id, standing] as const];
  });

describe('what is learned from', () => {
  it('is no fact that was recorded after the day it is learned of, though it happened before', async () => {
    const [plain, late] = [await known(KNOWN), await known([...KNOWN, ...LATE])];
    expect(rowsAt(plain, 0)).toHaveLength(2);
    expect(rowsAt(late, 0)).toEqual(rowsAt(plain, 0));
    // On the next of them it was known, and moves all three.
    expect(rowsAt(late, 1)).not.toEqual(rowsAt(plain, 1));
    expect(late.at(1).map((one) => [one.id, one.daysUpTo(300), one.tier])).toEqual([
      ['ada', [10, 90, 95, 150], 'basic'],
      ['bea', [20], 'gold'],
      ['cleo', [50], 'gold'],
    ]);
    expect([0, 1, 2].map((place) => late.isKnownLater(place))).toEqual([false, false, false]);
  });

  it('is, of a day on which nothing was known, what is known now: of a book that was imported later', async () => {
    const imported = [...bought('ada', 10, 250), inTier('ada', 10, 'basic', 250), ...bought('bea', 260)];
    const found = await known(imported);
    expect(rowsAt(found, 0).map(([id]) => id)).toEqual(['ada']);
    // Who is in no tier is not active.
    expect(found.at(2).map(({ id }) => id)).toEqual(['ada']);
    expect([0, 1, 2].map((place) => found.isKnownLater(place))).toEqual([true, true, false]);
    // With a time since which it was known the days have what was known on them.
    const since = await known([...bought('ada', 10), inTier('ada', 10, 'basic'), ...bought('bea', 60, 110)]);
    expect(rowsAt(since, 0).map(([id]) => id)).toEqual(['ada']);
    expect(since.isKnownLater(0)).toBe(false);
  });

  it('has who was lost as it is known, or as it was on the day it is tried on', async () => {
    // Lost on day 180 as was known on day 90; a purchase of day 170 that takes it back came to light on day 210.
    const facts = [...KNOWN, lostOn('bea', 180, 90), lostOn('bea', 180, 210, -1n)];
    const lost = ({ at }: CustomersKnown, judged?: number) =>
      at(0, judged)
        .find(({ id }) => id === 'bea')
        ?.isLostIn(1, 300);
    const found = await known(facts);
    expect([lost(found), lost(found, 1), lost(await known(facts, 200))]).toEqual([false, true, true]);
  });
});
