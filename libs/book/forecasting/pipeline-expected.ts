import type { Period } from '#kernel/time/periods.js';
import { normalQuantile } from '#mining/forecast/normal.js';
import { chanceWithin, type Ground, type WinChances } from '#mining/win-chances.js';
import type { OpenDeal } from '#subjects/opportunities/deal-stays.js';

/** An open opportunity, and how likely it is won when. */
export interface Likely {
  readonly deal: OpenDeal;
  readonly value: number;
  readonly ground: Ground;
  /** That it is won in each of the periods. */
  readonly within: readonly number[];
  /** That it is won after them. */
  readonly beyond: number;
  /** That it is won at all. */
  readonly chance: number;
  /** By its own probability, as nothing was decided yet. */
  readonly isWeighted: boolean;
}

const MILLIONTHS = 1e6;

/** @param buckets that come, of the first only the days after `asOf` */
export function likelyOf(
  open: readonly OpenDeal[],
  chances: WinChances,
  buckets: readonly Period[],
  asOf: number,
): readonly Likely[] {
  return open.map((deal) => {
    const value = Number(deal.value) / MILLIONTHS;
    if (chances.decided === 0) return weighted(deal, value, buckets.length);
    const found = chances.of(deal, deal.age);
    const within = buckets.map(({ from, to }) => chanceWithin(found, Math.max(from - 1 - asOf, 0), to - asOf));
    const last = (buckets.at(-1)?.to ?? asOf) - asOf;
    const beyond = chanceWithin(found, last, Infinity);
    const chance = chanceWithin(found, 0, Infinity);
    return { deal, value, ground: found.ground, within, beyond, chance, isWeighted: false };
  });
}

function weighted(deal: OpenDeal, value: number, buckets: number): Likely {
  const chance = value === 0 ? 0 : Number(deal.weighted) / MILLIONTHS / value;
  const within = Array.from({ length: buckets }, () => chance / buckets);
  return { deal, value, ground: 'none', within, beyond: 0, chance, isWeighted: true };
}

/**
 * What is won in a period: the mean, and bounds as if each is won or not by itself and their sum were normal; never below what was won of
 * it by now, nor above all that is open.
 * @param won what was won of it by now
 */
export function expectedOf(likely: readonly Likely[], place: number, won: number, levels: readonly number[]) {
  const mean = sumOf(likely, ({ value, within }) => value * (within[place] ?? 0));
  const variance = sumOf(likely, ({ value, within }) => {
    const chance = within[place] ?? 0;
    return value ** 2 * chance * (1 - chance);
  });
  const most = sumOf(likely, ({ value, within }) => ((within[place] ?? 0) > 0 ? value : 0));
  const bounds = (level: number): [number, number] => {
    const width = Math.sqrt(Math.max(0, variance)) * normalQuantile((1 + level) / 2);
    return [won + Math.max(0, mean - width), won + Math.min(most, mean + width)];
  };
  return {
    mean: won + mean,
    intervals: Object.fromEntries(levels.map((level) => [String(level), bounds(level)])),
  };
}

export function sumOf(likely: readonly Likely[], of: (one: Likely) => number): number {
  return likely.reduce((sum, one) => sum + of(one), 0);
}
