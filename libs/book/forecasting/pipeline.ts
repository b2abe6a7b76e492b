import type { Answer } from '#figures/figure.answers.js';
import type { Catalogue } from '#figures/catalogue.js';
import type { Parts } from '#figures/parts.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { Step } from '#kernel/step.js';
import type { Period } from '#kernel/time/periods.js';
import { WinChances, type Ground } from '#mining/win-chances.js';
import type { ForecastTold, PipelineTold } from '#subjects/forecasts/forecast.answers.js';
import { dealChangesIn, dealChangesRequest, staysAt } from '#subjects/opportunities/deal-stays.js';
import { historiesIn, historyIn, needFew, openBucketsAfter, type Asked, type History, type Steps } from './foretold.js';
import { isMeant, partOf, type PipelineAsked } from './pipeline-asked.js';
import { tried } from './pipeline-tried.js';
import { expectedOf, likelyOf, sumOf, type Likely } from './pipeline-expected.js';

/** Parts of the pipeline that are told, those with the most value first. */
const MOST_TOLD = 500;

type Foretold = Omit<ForecastTold, 'parts' | 'incomplete' | 'meta' | 'pipeline'>;

/** What of the facts it is made from. @throws Problem `restricted` */
export function pipelineRequest(
  { asOf }: Pick<Asked, 'asOf'>,
  { knownAt }: Pick<PipelineAsked, 'knownAt'>,
  catalogue: Catalogue,
): SumRequest {
  return dealChangesRequest(asOf, knownAt, catalogue);
}

/**
 * What is won of the opportunities that are open: each is worth its value times the share that was won of those that stood in the same
 * stage with the same salesperson for longer than it has, on the days on which those were. What is not opened yet is not in it. Where
 * nothing was decided yet, its own probability stands in, evenly over the periods.
 * @param answers what was won, of the whole and by parts where it goes by any
 */
export async function ofPipeline(
  [whole, parted]: readonly [Answer, Parts?],
  cells: readonly Cell[],
  asked: PipelineAsked,
  { step, check }: Steps,
): Promise<ForecastTold> {
  const deals = dealChangesIn(cells);
  await step();
  const { asOf, knownAt = Infinity, by } = asked;
  const buckets = openBucketsAfter(whole, asked);
  const { open, passages } = staysAt(deals, asOf, knownAt);
  const meant = open.filter((deal) => isMeant(deal, asked.where));
  const chances = new WinChances(passages);
  const likely = likelyOf(meant, chances, buckets, asOf);
  await step();
  const history = historyIn(whole, asked);
  const own = foretold(likely, history, wonIn(whole, buckets, asked), buckets, asked);
  const { backtest, warnings } = await tried(deals, history, asked, step);
  const about = { incomplete: whole.meta.incomplete, meta: whole.meta, pipeline: toldOf(likely, chances) };
  const all = { ...own, backtest, warnings: [...own.warnings, ...warnings] };
  if (by === undefined || parted === undefined) return { ...all, ...about };
  return {
    ...all,
    parts: partsOf({ likely, parted, incomplete: whole.meta.incomplete, buckets, by }, asked, check),
    ...about,
  };
}

interface Parted {
  readonly likely: readonly Likely[];
  readonly parted: Parts;
  /** Periods that are not over. */
  readonly incomplete: readonly string[];
  readonly buckets: readonly Period[];
  readonly by: string;
}

/** @throws Problem `too-many-parts` */
function partsOf({ likely, parted, incomplete, buckets, by }: Parted, asked: PipelineAsked, check: Step) {
  const histories = historiesIn(parted, incomplete, check);
  const open = Map.groupBy(likely, ({ deal }) => partOf(deal, by));
  const names = [...new Set([...histories.keys(), ...open.keys()])].sort();
  needFew(names.length, asked);
  const first = parted.buckets.indexOf(buckets[0]?.name ?? '');
  return names.map((part) => {
    const history = histories.get(part) ?? [];
    const won = Number(parted.figures.get(part)?.[first] ?? 0);
    return { part, ...foretold(open.get(part) ?? [], history, won, buckets, asked) };
  });
}

function foretold(
  likely: readonly Likely[],
  history: History,
  won: number,
  buckets: readonly Period[],
  { how: { levels } }: PipelineAsked,
): Foretold {
  const points = buckets.map(({ name }, h) => {
    return { bucket: name, ...expectedOf(likely, h, h === 0 ? won : 0, levels) };
  });
  const isWeighted = likely.length > 0 && likely.every(({ isWeighted: own }) => own);
  const nothing = { sMAPE: null, MASE: null };
  return {
    history,
    points,
    method: isWeighted ? 'weighted-pipeline' : 'pipeline',
    backtest: { origins: 0, ...nothing, coverage: {}, naive: nothing },
    warnings: [
      ...(likely.length === 0 ? (['nothing-open'] as const) : []),
      ...(isWeighted ? (['nothing-decided'] as const) : []),
      ...(!isWeighted && likely.some(({ ground }) => ground === 'none') ? (['long-open'] as const) : []),
    ],
  };
}

/** What was won by now of the first period, which is not over. */
function wonIn({ rows }: Answer, [first]: readonly Period[], { metric, grain }: PipelineAsked): number {
  return Number(rows.find((row) => row[grain] === first?.name)?.[metric] ?? 0);
}

/** The pipeline as it is, and where it stands. */
function toldOf(likely: readonly Likely[], chances: WinChances): PipelineTold {
  const groups = [...Map.groupBy(likely, ({ deal: { stage, salesperson } }) => JSON.stringify([stage, salesperson]))];
  const all = groups.map(([key, own]) => {
    const [stage = '', salesperson = ''] = JSON.parse(key) as readonly string[];
    return { stage, salesperson, ...summed(own), ...chances.record({ stage, salesperson }), grounds: groundsOf(own) };
  });
  const sorted = all.sort((a, b) => Number(b.value) - Number(a.value) || (a.stage < b.stage ? -1 : 1));
  const told = sorted.slice(0, MOST_TOLD);
  return { ...summed(likely), decided: chances.decided, parts: told, leftOut: sorted.length - told.length };
}

function summed(likely: readonly Likely[]) {
  return {
    open: likely.length,
    value: formatDecimal(likely.reduce((sum, { deal: { value } }) => sum + value, 0n)),
    weighted: formatDecimal(likely.reduce((sum, { deal: { weighted } }) => sum + weighted, 0n)),
    expected: sumOf(likely, ({ value, chance }) => value * chance),
    beyond: sumOf(likely, ({ value, beyond }) => value * beyond),
  };
}

function groundsOf(likely: readonly Likely[]): Readonly<Record<string, number>> {
  const counts = new Map<Ground, number>();
  for (const { ground } of likely) counts.set(ground, (counts.get(ground) ?? 0) + 1);
  return Object.fromEntries(counts);
}
