/** What returns every season: a factor, or an amount, for each place in it. */
export interface Season {
  readonly kind: 'none' | 'multiplicative' | 'additive';
  /** By place in the season, counted from the first value of the history. */
  readonly indices: readonly number[];
}

export const NO_SEASON: Season = { kind: 'none', indices: [] };

/** Of a normal distribution, of which 90 % lie within so many standard deviations. */
const NINETY_PERCENT = 1.645;

/**
 * Whether a history has a season: its autocorrelation at one is significant at the 90 % level, as Assimakopoulos and Nikolopoulos test it
 * (International Journal of Forecasting 16, 2000). Needs two whole seasons.
 */
export function isSeasonal(values: readonly number[], period: number): boolean {
  if (period < 2 || values.length < 2 * period) return false;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const from = values.map((value) => value - mean);
  const variance = from.reduce((sum, value) => sum + value * value, 0);
  if (variance === 0) return false;
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < from.length; i++) sum += (from[i] ?? 0) * (from[i - lag] ?? 0);
    return sum / variance;
  };
  let before = 0;
  for (let lag = 1; lag < period; lag++) before += correlation(lag) ** 2;
  return Math.abs(correlation(period)) > NINETY_PERCENT * Math.sqrt((1 + 2 * before) / values.length);
}

/**
 * The season of a history by classical decomposition, around a centred moving average: factors where all values are above 0, amounts
 * otherwise. @param values of two whole seasons at least
 */
export function seasonOf(values: readonly number[], period: number): Season {
  const kind = values.every((value) => value > 0) ? 'multiplicative' : 'additive';
  const [sums, counts] = [new Array<number>(period).fill(0), new Array<number>(period).fill(0)];
  for (const [i, level] of centredAverages(values, period)) {
    const [value, place] = [values[i] ?? 0, i % period];
    sums[place] = (sums[place] ?? 0) + (kind === 'multiplicative' ? value / level : value - level);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const raw = sums.map((sum, place) => sum / (counts[place] ?? 1));
  const mean = raw.reduce((sum, one) => sum + one, 0) / period;
  return { kind, indices: raw.map((one) => (kind === 'multiplicative' ? one / mean : one - mean)) };
}

/** Values without their season. */
export function withoutSeason(values: readonly number[], season: Season): readonly number[] {
  if (season.kind === 'none') return values;
  return values.map((value, i) => {
    const index = indexAt(season, i);
    return season.kind === 'multiplicative' ? value / index : value - index;
  });
}

/** A value at a place of the series with its season. */
export function withSeason(value: number, season: Season, at: number): number {
  const index = indexAt(season, at);
  return season.kind === 'multiplicative' ? value * index : value + index;
}

function indexAt({ kind, indices }: Season, at: number): number {
  return indices[at % indices.length] ?? (kind === 'multiplicative' ? 1 : 0);
}

/** Averages over one season around each value around which that is all known, with where that value is. */
function* centredAverages(values: readonly number[], period: number): Iterable<readonly [number, number]> {
  const half = Math.floor(period / 2);
  let sum = 0;
  for (let last = 0; last < values.length; last++) {
    sum += values[last] ?? 0;
    const first = last - 2 * half;
    if (first < 0) continue;
    const outer = ((values[first] ?? 0) + (values[last] ?? 0)) / 2;
    // Of an even season the first and the last are the same place, half each.
    yield [last - half, (period % 2 === 0 ? sum - outer : sum) / period];
    sum -= values[first] ?? 0;
  }
}
