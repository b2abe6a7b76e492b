import { periodOf, type Grain } from '#kernel/time/periods.js';

/** What an expectation is made with. */
export interface Expecting {
  readonly grain: Grain;
  /** 1 to 10: the higher, the narrower what is expected. */
  readonly sensitivity: number;
  /** Whether it counts things: then it varies at least as counts do that come by chance. */
  readonly isCount: boolean;
}

/** Buckets that have to be known before anything is expected. */
const LEAST_BUCKETS = 28;
/** Buckets of a season, and how many are looked back at. Without a season what is usual is the level alone. */
const SEASONS: Readonly<Record<Grain, { readonly season: number; readonly back: number }>> = {
  day: { season: 7, back: 112 },
  week: { season: 1, back: 104 },
  month: { season: 12, back: 60 },
  quarter: { season: 4, back: 40 },
  year: { season: 1, back: 40 },
  'fiscal-quarter': { season: 4, back: 40 },
  'fiscal-year': { season: 1, back: 40 },
};
/** A normal distribution's standard deviation in median absolute deviations. */
const PER_MAD = 1.4826;

/** The first day of the buckets that are looked back at. */
export function lookBackOf(grain: Grain, to: number, fiscalStart: number): number {
  let period = periodOf(to, grain, fiscalStart);
  for (let step = 0; step < SEASONS[grain].back; step++) period = periodOf(period.from - 1, grain, fiscalStart);
  return period.from;
}

/** Counts that are usually fewer than so many vary as counts do that come by chance: their roots vary alike, however many there are. */
const FEW = 100;

/** Where figures vary alike whatever they are: there seasons add up, and one deviation is good for all of them. */
interface Scale {
  readonly to: (value: number) => number;
  readonly from: (scaled: number) => number;
}

const LOGARITHMS: Scale = { to: Math.log, from: Math.exp };
/** Of Anscombe: by chance alone they deviate by 1. */
const ROOTS: Scale = {
  to: (value) => 2 * Math.sqrt(value + 3 / 8),
  from: (scaled) => Math.sign(scaled) * (scaled / 2) ** 2 - 3 / 8,
};
const AS_THEY_ARE: Scale = { to: (value) => value, from: (scaled) => scaled };

/**
 * Between what a series is expected to go on: the next value of a seasonal level, plus and minus so many robust deviations of what it would
 * have been expected before. Medians throughout, so that what was odd before neither moves nor widens it. It begins with the first bucket
 * that is not 0; places of the season at which there never was anything, such as Sundays, are expected to be empty, and say nothing of the
 * others. Undefined where fewer than 28 buckets are known.
 */
export function expectedAfter(
  known: readonly number[],
  { grain, sensitivity, isCount }: Expecting,
): readonly [number, number] | undefined {
  const history = known.slice(known.findIndex((value) => value !== 0));
  if (known.every((value) => value === 0) || history.length < LEAST_BUCKETS) return undefined;
  const { season } = SEASONS[grain];
  const times = deviationsOf(sensitivity);
  const open = openPlaces(history, season);
  if (!open.has(history.length % season)) return isCount ? [-times, times] : [0, 0];
  const values = history.filter((_value, i) => open.has(i % season));
  const scale = scaleOf(values, isCount);
  const { next, spread } = foreseen(values.map(scale.to), open.size);
  const width = times * Math.max(spread, isCount ? byChance(scale, next) : 0, Math.abs(next) * 1e-9);
  return [scale.from(next - width), scale.from(next + width)];
}

/** The places of a season at which there ever was anything. */
function openPlaces(history: readonly number[], season: number): ReadonlySet<number> {
  return new Set(history.flatMap((value, i) => (value === 0 ? [] : [i % season])));
}

/** Seasons multiply where there is something to multiply, and add where there is not. */
function scaleOf(values: readonly number[], isCount: boolean): Scale {
  if (isCount && median(values) < FEW && values.every((value) => value >= 0)) return ROOTS;
  return values.every((value) => value > 0) ? LOGARITHMS : AS_THEY_ARE;
}

/** How far counts deviate by chance, on their scale. */
function byChance(scale: Scale, next: number): number {
  if (scale === ROOTS) return 1;
  const root = Math.sqrt(Math.max(scale.from(next), 1));
  return scale === LOGARITHMS ? 1 / root : root;
}

/** The next value of a seasonal level, and how far values were from what was foreseen of them. */
function foreseen(values: readonly number[], season: number): { readonly next: number; readonly spread: number } {
  const usual = seasonOf(values, season);
  const level = values.map((value, i) => value - (usual[i % season] ?? 0));
  const span = Math.max(season, 7);
  const errors = level.map((value, i) => value - levelBefore(level, i, span)).slice(span);
  return {
    next: levelBefore(level, level.length, span) + (usual[level.length % season] ?? 0),
    spread: spreadOf(errors),
  };
}

/** How many deviations are usual: 4.8 at sensitivity 1, 4.2 at 3, 2.1 at 10. */
function deviationsOf(sensitivity: number): number {
  return 5.1 - 0.3 * sensitivity;
}

/** By place in the season, how much is more than the level of the season around it; medians, their sum is nothing. */
function seasonOf(values: readonly number[], season: number): readonly number[] {
  if (season === 1 || values.length < 2 * season) return [];
  const places: number[][] = Array.from({ length: season }, () => []);
  const half = Math.floor(season / 2);
  for (let i = half; i + season - half <= values.length; i++) {
    const around = values.slice(i - half, i - half + season);
    places[i % season]?.push((values[i] ?? 0) - median(around));
  }
  const usual = places.map(median);
  const mean = usual.reduce((sum, value) => sum + value, 0) / season;
  return usual.map((value) => value - mean);
}

function levelBefore(level: readonly number[], at: number, span: number): number {
  return median(level.slice(Math.max(0, at - span), at));
}

/** Around 0: errors have no other middle. */
function spreadOf(errors: readonly number[]): number {
  return PER_MAD * median(errors.map(Math.abs));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}
