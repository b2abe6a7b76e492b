import { describe, expect, it } from '@jest/globals';
import { Random } from '#demo/random.js';
import { expectedAfter } from './anomaly.js';

const WEEK = [1, 1.05, 0.95, 1.1, 1.4, 0.6, 0.4];
const SUNDAY = 6;
const DAYS = 400;
const RUNS = 10;
const OUTLIERS = 8;

interface Business {
  readonly isCount: boolean;
  /** A day's figure. @param factor how far off it is; 1 where it is as ever */
  readonly day: (random: Random, day: number, factor: number) => number;
}

/** It grows. */
const money: Business['day'] = (random, i, factor) =>
  1_000 * (1 + i / 800) * (WEEK[i % 7] ?? 1) * Math.exp(0.08 * noise(random)) * factor;

const NAMES = ['money', 'money but on Sundays', 'some orders', 'few orders'] as const;
type Name = (typeof NAMES)[number];
/** Daily figures with a weekly pattern and noise. */
const BUSINESSES: Readonly<Record<Name, Business>> = {
  money: { isCount: false, day: money },
  'money but on Sundays': {
    isCount: false,
    day: (random, i, factor) => (i % 7 === SUNDAY ? 0 : money(random, i, factor)),
  },
  'some orders': { isCount: true, day: (random, i, factor) => byChance(random, 60 * (WEEK[i % 7] ?? 1) * factor) },
  'few orders': { isCount: true, day: (random, i, factor) => byChance(random, 8 * (WEEK[i % 7] ?? 1) * factor) },
};

/** Normally distributed. */
function noise(random: Random): number {
  const [one, other] = [random.below(1e6) / 1e6, random.below(1e6) / 1e6];
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
}

/** How many come where so many are to be expected, each by itself (Knuth). */
function byChance(random: Random, mean: number): number {
  let [count, chance] = [0, (random.below(1e6) + 1) / 1e6];
  for (; chance > Math.exp(-mean); count++) chance *= (random.below(1e6) + 1) / 1e6;
  return count;
}

/** The days of a business, some of them far off, and which those are. */
function daysOf({ day }: Business, seed: number, outliers: number): { values: number[]; odd: ReadonlySet<number> } {
  const random = new Random(seed);
  const odd = new Set<number>();
  while (odd.size < outliers) {
    const at = 60 + random.below(DAYS - 60);
    if (at % 7 !== SUNDAY) odd.add(at);
  }
  const factor = (i: number): number => (!odd.has(i) ? 1 : random.chance(0.5) ? 1.8 : 0.5);
  return { values: Array.from({ length: DAYS }, (_, i) => day(random, i, factor(i))), odd };
}

type Alarm = (history: readonly number[], value: number) => boolean;

function found(values: readonly number[], is: Alarm): Set<number> {
  return new Set(
    values.flatMap((value, i) => (i >= 28 && is(values.slice(Math.max(0, i - 112), i), value) ? [i] : [])),
  );
}

const oddIn =
  ({ isCount }: Business): Alarm =>
  (history, value) => {
    const [low, high] = expectedAfter(history, { grain: 'day', sensitivity: 3, isCount }) ?? [-Infinity, Infinity];
    return value < low || value > high;
  };

/** What many tools do: the mean of four weeks and three standard deviations. */
const isFarFromMean: Alarm = (history, value) => {
  const last = history.slice(-28);
  const mean = last.reduce((sum, one) => sum + one, 0) / last.length;
  const deviation = Math.sqrt(last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / last.length);
  return Math.abs(value - mean) > 3 * deviation;
};

interface Score {
  readonly recall: number;
  readonly precision: number;
  /** Of a part in a year, where nothing is odd. */
  readonly falseAlarms: number;
}

function scoreOf(business: Business, is: Alarm): Score {
  let [hits, told, planted, alarms] = [0, 0, 0, 0];
  for (let seed = 1; seed <= RUNS; seed++) {
    const { values, odd } = daysOf(business, seed, OUTLIERS);
    const days = found(values, is);
    hits += [...odd].filter((day) => days.has(day)).length;
    told += days.size;
    planted += odd.size;
    alarms += found(daysOf(business, 100 + seed, 0).values, is).size;
  }
  const years = (RUNS * (DAYS - 28)) / 365;
  return { recall: hits / planted, precision: told === 0 ? 1 : hits / told, falseAlarms: alarms / years };
}

function inWords({ recall, precision, falseAlarms }: Score): string {
  return `recall ${recall.toFixed(2)}, precision ${precision.toFixed(2)}, false alarms a year ${falseAlarms.toFixed(2)}`;
}

describe('what is expected of a series', () => {
  const scores = new Map(
    NAMES.map((name) => {
      const business = BUSINESSES[name];
      const [ours, usual] = [scoreOf(business, oddIn(business)), scoreOf(business, isFarFromMean)];
      process.stdout.write(`${name}: ${inWords(ours)}; by mean and deviation: ${inWords(usual)}\n`);
      return [name, { ours, usual }] as const;
    }),
  );
  const of = (name: Name) => scores.get(name) as { readonly ours: Score; readonly usual: Score };

  it.each(['money', 'money but on Sundays'] as const)(
    'finds what is planted in weekly patterns, where the mean and three deviations do not: %s',
    (name) => {
      const { ours, usual } = of(name);
      expect(ours.recall).toBeGreaterThan(0.9);
      expect(ours.precision).toBeGreaterThan(0.85);
      expect(usual.recall).toBeLessThan(0.5);
    },
  );

  it('finds more of what is planted in counts, of which many could have come by chance', () => {
    const { ours, usual } = of('some orders');
    expect(ours.recall).toBeGreaterThan(usual.recall);
    expect(ours.precision).toBeGreaterThan(0.85);
  });

  it.each(NAMES)('gives at most one false alarm a year and part at sensitivity 3: %s', (name) => {
    expect(of(name).ours.falseAlarms).toBeLessThanOrEqual(1);
  });

  it.each([
    [true, [-4.2, 4.2]],
    [false, [0, 0]],
  ])('is nothing at a place of the week at which there never was anything (counts: %s)', (isCount, expected) => {
    const known = Array.from({ length: 7 * 8 + SUNDAY }, (_, i) => (i % 7 === SUNDAY ? 0 : 100 + (i % 5)));
    expect(expectedAfter(known, { grain: 'day', sensitivity: 3, isCount })).toEqual(
      expected.map((one) => expect.closeTo(one, 9)),
    );
  });
});
