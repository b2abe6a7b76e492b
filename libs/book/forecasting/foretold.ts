import type { Answer } from '#figures/figure.answers.js';
import type { Parts } from '#figures/parts.js';
import type { Figure } from '#figures/value.js';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import { parsePeriod, periodOf, type Period } from '#kernel/time/periods.js';
import { forecast, type Forecast, type ForecastAsked } from '#mining/forecast/forecast.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import { SEASONS, type ForecastGrain } from '#subjects/forecasts/seasons.js';

/** Parts that one forecast can have. */
const MOST_PARTS = 2_000;

/** How something is to be foretold, by the terms of the method. */
export type Foretelling = Omit<ForecastAsked, 'isNonNegative'>;

type Foretold = Omit<ForecastTold, 'parts' | 'incomplete' | 'meta'>;

/** Which series an answer is foretold from. */
export interface Asked {
  readonly metric: string;
  readonly grain: ForecastGrain;
  readonly by?: string;
  readonly isAdditive: boolean;
  readonly isCount: boolean;
  /** The day as of which it is asked. */
  readonly asOf: number;
  readonly fiscalStart: number;
  readonly how: Foretelling;
}

/** Between parts others have their turn; within one nobody can. */
export interface Steps {
  readonly step: () => Promise<void>;
  readonly check: Step;
}

export type History = Foretold['history'];

/** Numbers of a caller. */
export function ofValues(values: readonly string[], how: Foretelling, check: Step): ForecastTold {
  const history = values.map((value) => ({ value }));
  return { history, ...forecast(values.map(Number), { ...how, isNonNegative: false }, check), incomplete: [] };
}

/**
 * What comes after the figures of an answer, of which periods that are not over are left out. Where parts add up, the whole is foretold as
 * the sum of what is foretold of them, with bounds from its own past.
 * @param answers of the whole, and of its parts where it goes by any
 * @param steps throw where nobody waits any more
 */
export async function ofFigures(
  [whole, parted]: readonly [Answer, Parts?],
  asked: Asked,
  { step, check }: Steps,
): Promise<ForecastTold> {
  const buckets = openBucketsAfter(whole, asked).map(({ name }) => name);
  const own = (history: History): Foretold => named(forecastOf(history, asked, check), history, buckets);
  const parts: (Foretold & { readonly part: string })[] = [];
  needFew(parted?.figures.size ?? 0, asked);
  const histories = historiesIn(parted, whole.meta.incomplete, check);
  for (const [part, history] of histories) {
    await step();
    parts.push({ part, ...own(history) });
  }
  const all = own(historyIn(whole, asked));
  const { meta } = whole;
  const about = { incomplete: meta.incomplete, meta };
  if (parted === undefined) return { ...all, ...about };
  const isSummed = asked.isAdditive && parts.length > 0;
  return { ...(isSummed ? summed(all, parts, isNonNegative(all.history, asked)) : all), parts, ...about };
}

/** @throws Problem `too-many-parts` */
export function needFew(parts: number, { by = '' }: Pick<Asked, 'by'>): void {
  if (parts <= MOST_PARTS) return;
  const found = `${by} has ${String(parts)} values, and a forecast has at most ${MOST_PARTS.toLocaleString('en')} parts`;
  throw new Problem('too-many-parts', `${found}: name those that matter in where, or go by another dimension`);
}

function forecastOf(history: History, asked: Asked, check: Step): Forecast {
  const values = history.map(({ value }) => Number(value));
  return forecast(values, { ...asked.how, isNonNegative: isNonNegative(history, asked) }, check);
}

/** Counts do not fall below 0 that never were. */
function isNonNegative(history: History, { isCount }: Pick<Asked, 'isCount'>): boolean {
  return isCount && history.every(({ value }) => Number(value) >= 0);
}

/** The whole with the sums of its parts in the middle of its bounds. */
function summed(all: Foretold, parts: readonly Foretold[], isNonNegative: boolean): Foretold {
  const least = isNonNegative ? 0 : -Infinity;
  const points = all.points.map(({ mean, intervals, ...point }, h) => {
    const sum = parts.reduce((total, { points: own }) => total + (own[h]?.mean ?? 0), 0);
    const moved = Object.entries(intervals).map(([level, bounds]) => [
      level,
      bounds.map((bound) => Math.max(least, bound + sum - mean)),
    ]);
    return { ...point, mean: sum, intervals: Object.fromEntries(moved) as typeof intervals };
  });
  return { ...all, points };
}

/** The complete periods of an answer that goes by none. */
export function historyIn({ rows, meta }: Answer, { metric, grain }: Pick<Asked, 'metric' | 'grain'>): History {
  const buckets = rows.map((row) => String(row[grain]));
  const figures = rows.map((row) => row[metric] ?? null);
  return historyOf(buckets, figures, new Set(meta.incomplete));
}

/** The complete periods by part. @param incomplete those that are not over */
export function historiesIn(
  { buckets, figures }: Parts = { buckets: [], figures: new Map() },
  incomplete: readonly string[],
  check: Step,
): ReadonlyMap<string, History> {
  const open = new Set(incomplete);
  const histories = [...figures].map(([part, own]): [string, History] => {
    check();
    return [part, historyOf(buckets, own, open)];
  });
  return new Map(histories);
}

/** Complete periods from the first that is not 0 on. A figure that there is none of is as it was before. */
function historyOf(buckets: readonly string[], figures: readonly Figure[], open: ReadonlySet<string>): History {
  const history: { bucket: string; value: Figure }[] = [];
  for (const [i, bucket] of buckets.entries()) {
    const known = figures[i] ?? history.at(-1)?.value ?? null;
    if (open.has(bucket) || known === null) continue;
    if (history.length > 0 || Number(known) !== 0) history.push({ bucket, value: known });
  }
  return history;
}

/** The periods that come: the first is the one that is not over. */
export function openBucketsAfter({ meta }: Answer, asked: Asked): readonly Period[] {
  const { asOf, grain, fiscalStart, how } = asked;
  const open = parsePeriod(meta.incomplete[0] ?? '', fiscalStart);
  return horizonFrom(open ?? periodOf(asOf + 1, grain, fiscalStart), how.horizon, asked);
}

/** So many periods one behind another. */
export function horizonFrom(
  first: Period,
  count: number,
  { grain, fiscalStart }: Pick<Asked, 'grain' | 'fiscalStart'>,
): readonly Period[] {
  const found: Period[] = [];
  for (let period = first; found.length < count; period = periodOf(period.to + 1, grain, fiscalStart))
    found.push(period);
  return found;
}

function named({ points, ...rest }: Forecast, history: History, buckets: readonly string[]): Foretold {
  return { history, points: points.map((point, h) => ({ bucket: buckets[h] ?? '', ...point })), ...rest };
}

/** The first day of what is looked back at. */
export function lookBackTo(asOf: number, grain: ForecastGrain, fiscalStart: number): number {
  let period = periodOf(asOf, grain, fiscalStart);
  for (let step = 0; step < SEASONS[grain].back && period.from > FIRST_DAY; step++)
    period = periodOf(period.from - 1, grain, fiscalStart);
  return period.from;
}

/** 1900-01-01: nothing that is counted is older than what a forecast is made from. */
const FIRST_DAY = -25_567;
