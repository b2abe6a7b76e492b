import { parsePeriod, periodOf, type Period } from '#kernel/time/periods.js';
import { meanOf, type Graded } from '#mining/forecast/grades.js';
import { gradeOf, rolled } from '#mining/forecast/rolling.js';
import { WinChances } from '#mining/win-chances.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import { isAnyKnown, staysAt, type DealChange } from '#subjects/opportunities/deal-stays.js';
import { horizonFrom, type History } from './foretold.js';
import { isMeant, type PipelineAsked } from './pipeline-asked.js';
import { expectedOf, likelyOf } from './pipeline-expected.js';

/** Periods at the end that it is tried from. */
const TRIED = 12;

interface Tried extends Graded {
  readonly intervals: Readonly<Record<string, readonly [number, number]>>;
}

/**
 * How it would have done: asked on the last days of earlier periods with what was known on them. Where nothing of opportunities was known
 * then, as in a book that was imported at once, it is asked with what is known now, and that is said.
 */
export async function tried(
  deals: readonly (readonly DealChange[])[],
  history: History,
  asked: PipelineAsked,
  step: () => Promise<void>,
): Promise<Pick<ForecastTold, 'backtest' | 'warnings'>> {
  const { fiscalStart, how, knownAt = Infinity } = asked;
  const over = history.flatMap(({ bucket = '' }) => parsePeriod(bucket, fiscalStart) ?? []);
  const values = history.map(({ value }) => Number(value));
  const found: Tried[] = [];
  let [origins, isKnownLater] = [0, false];
  for (let place = Math.max(0, over.length - 1 - TRIED); place < over.length - 1; place++) {
    await step();
    const day = over[place]?.to ?? 0;
    const isKnown = isAnyKnown(deals, day);
    isKnownLater ||= !isKnown;
    found.push(...triedFrom(deals, { day, known: isKnown ? Math.min(day, knownAt) : knownAt }, place, values, asked));
    origins++;
  }
  const naive = rolled('seasonal-naive', values, how);
  return {
    backtest: {
      origins,
      ...gradeOf(found, values, how.period),
      coverage: Object.fromEntries(how.levels.map((level) => [String(level), coverageOf(found, String(level))])),
      naive: gradeOf(naive.tried, values, how.period),
    },
    warnings: isKnownLater ? ['known-later'] : [],
  };
}

interface Origin {
  readonly day: number;
  /** What was recorded up to this day was known. */
  readonly known: number;
}

function triedFrom(
  deals: readonly (readonly DealChange[])[],
  { day, known }: Origin,
  place: number,
  values: readonly number[],
  asked: PipelineAsked,
): readonly Tried[] {
  const { grain, fiscalStart, how, where } = asked;
  const actuals = values.slice(place + 1, place + 1 + how.horizon);
  const buckets: readonly Period[] = horizonFrom(periodOf(day + 1, grain, fiscalStart), actuals.length, asked);
  const { open, passages } = staysAt(deals, day, known);
  const meant = open.filter((deal) => isMeant(deal, where));
  const likely = likelyOf(meant, new WinChances(passages), buckets, day);
  return actuals.map((actual, h) => ({ actual, ...expectedOf(likely, h, 0, how.levels) }));
}

function coverageOf(found: readonly Tried[], level: string): number | null {
  const inside = found.map(({ actual, intervals }) => {
    const [low, high] = intervals[level] ?? [0, 0];
    return actual >= low && actual <= high ? 1 : 0;
  });
  return meanOf(inside) ?? null;
}
