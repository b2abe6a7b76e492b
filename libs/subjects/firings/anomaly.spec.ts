import { describe, expect, it } from '@jest/globals';
import { Random } from '#demo/random.js';
import { expectedAfter } from './anomaly.js';

const WEEK = [1, 1.05, 0.95, 1.1, 1.4, 0.6, 0.4];
const DAYS = 400;
const RUNS = 20;
const OUTLIERS = 8;

/** Daily figures with a weekly pattern, growth and noise, some of them far off; and which those are. */
function business(seed: number, outliers: number): { values: number[]; odd: ReadonlySet<number> } {
  const random = new Random(seed);
  const noise = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.below(1e6) / 1e6)) * Math.cos(2 * Math.PI * (random.below(1e6) / 1e6));
  const odd = new Set<number>();
  while (odd.size < outliers) odd.add(60 + random.below(DAYS - 60));
  const values = Array.from({ length: DAYS }, (_, i) => {
    const usual = 1_000 * (1 + i / 800) * (WEEK[i % 7] ?? 1) * Math.exp(0.08 * noise());
    return odd.has(i) ? usual * (random.chance(0.5) ? 1.8 : 0.5) : usual;
  });
  return { values, odd };
}

function found(values: readonly number[], is: (history: readonly number[], value: number) => boolean): Set<number> {
  return new Set(
    values.flatMap((value, i) => (i >= 28 && is(values.slice(Math.max(0, i - 112), i), value) ? [i] : [])),
  );
}

const isOdd = (history: readonly number[], value: number): boolean => {
  const [low, high] = expectedAfter(history, { grain: 'day', sensitivity: 3, isCount: false }) ?? [-Infinity, Infinity];
  return value < low || value > high;
};

/** What many tools do: the mean of four weeks and three standard deviations. */
const isFarFromMean = (history: readonly number[], value: number): boolean => {
  const last = history.slice(-28);
  const mean = last.reduce((sum, one) => sum + one, 0) / last.length;
  const deviation = Math.sqrt(last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / last.length);
  return Math.abs(value - mean) > 3 * deviation;
};

describe('what is expected of a series', () => {
  const scoreOf = (is: typeof isOdd): { recall: number; precision: number } => {
    let [hits, told, planted] = [0, 0, 0];
    for (let seed = 1; seed <= RUNS; seed++) {
      const { values, odd } = business(seed, OUTLIERS);
      const alarms = found(values, is);
      hits += [...odd].filter((day) => alarms.has(day)).length;
      told += alarms.size;
      planted += odd.size;
    }
    return { recall: hits / planted, precision: told === 0 ? 1 : hits / told };
  };

  it('finds what is planted in weekly patterns, where the mean and three deviations do not', () => {
    const ours = scoreOf(isOdd);
    const usual = scoreOf(isFarFromMean);
    expect(ours.recall).toBeGreaterThan(0.9);
    expect(ours.precision).toBeGreaterThan(0.85);
    expect(usual.recall).toBeLessThan(0.5);
  });

  it('gives at most one false alarm a year at sensitivity 3, and more the more sensitive it is', () => {
    let alarms = 0;
    for (let seed = 1; seed <= RUNS; seed++) alarms += found(business(100 + seed, 0).values, isOdd).size;
    expect(alarms / ((RUNS * (DAYS - 28)) / 365)).toBeLessThanOrEqual(1);
  });
});
