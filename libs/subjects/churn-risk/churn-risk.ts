import { rankedPage } from '#figures/ranked-page.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AsOf } from '../customers/purchase-days.js';
import type { ReadOn } from '../read.js';
import type { ChurnRisk, CustomerAtRisk } from './churn-risk.answers.js';
import { customersKnown } from './customers-known.js';
import { featureAt } from './features.js';
import { holdoutOf } from './holdout.js';
import { reasonsOf } from './reasons.js';
import { examplesAt, learned, riskOf, type Example, type RiskModel } from './training.js';
import { warningsOf } from './warnings.js';

/** Earlier days that are learned from at most, and customers on them: the later the better. */
const MOST_ORIGINS = 6;
const MOST_EXAMPLES = 200_000;

export interface ChurnRiskQuestion extends AsOf {
  /** Days. */
  readonly within: number;
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** A day that customers are looked at as of. */
interface Origin {
  readonly place: number;
  readonly day: number;
  readonly examples: readonly Example[];
}

/**
 * How likely the customers who are active are lost within days: learned from who was, of those who were active on earlier days. A customer
 * is judged on each of them by nothing that happened after it, nor was known only later. A page of them, with where to go on among what stands then.
 * @throws Problem for a cursor of another question
 */
export async function churnRisk(
  question: ChurnRiskQuestion,
  { views, catalogue, step }: Pick<ReadOn, 'views' | 'catalogue' | 'step'>,
): Promise<ChurnRisk> {
  const { asOf, within } = question;
  const days = Array.from({ length: MOST_ORIGINS + 1 }, (_, i) => asOf - (MOST_ORIGINS - i) * within);
  step('facts');
  const customers = await customersKnown(question, days, views, catalogue, step);
  const { position } = customers;
  const at = (place: number, judged?: number): Origin => {
    const day = days[place] ?? asOf;
    return { place, day, examples: examplesAt(customers.at(place, judged), { day, within, step }) };
  };
  step('examples');
  const now = at(MOST_ORIGINS).examples;
  const past = latest(Array.from({ length: MOST_ORIGINS }, (_, i) => () => at(MOST_ORIGINS - 1 - i)));
  step('learning');
  const model = learned(
    past.flatMap(({ examples }) => examples),
    step,
  );
  const [last, ...before] = past;
  // It is tried on a day on which it was not known yet who would be lost by what came to light later.
  const isAllKnown = last === undefined || customers.isKnownLater(last.place);
  const asJudged = before.flatMap(({ place, examples }) => (isAllKnown ? examples : at(place, last.place).examples));
  const earlier = learned(asJudged, step);
  const holdout =
    last === undefined || earlier === undefined
      ? null
      : holdoutOf(earlier, { origin: last.day, trainedOn: ascending(before), examples: last.examples }, step);
  step('judging');
  const { count, items, next } = await rankedPage(
    {
      ...question,
      day: asOf,
      descending: true,
      isPart: true,
      step,
      value: ({ risk }: Judged) => risk,
      rank: (value) => (value === null ? -1 : Number(value)),
      all: () =>
        Promise.resolve(
          now.map((one) => {
            step();
            return judged(one, model);
          }),
        ),
      asItStood: () => Promise.resolve(undefined),
    },
    views,
  );
  return {
    method: 'logistic regression (ridge) on what was known on earlier days, Newton; against the average customer',
    asOf: formatDay(asOf),
    position: String(position),
    within,
    count,
    model: model === undefined ? null : modelShown(model, ascending(past)),
    holdout,
    customers: items.map((one) => shown(one, model, within)),
    next,
    warnings: warningsOf({
      ...{ past: past.flatMap(({ examples }) => examples), model, holdout },
      knownLater: past.filter(({ place }) => customers.isKnownLater(place)).length,
    }),
  };
}

/** The latest days that anybody was active on, as many as there is room for. @param past the latest first */
function latest(past: readonly (() => Origin)[]): readonly Origin[] {
  let room = MOST_EXAMPLES;
  const found: Origin[] = [];
  for (const at of past) {
    const origin = at();
    room -= origin.examples.length;
    if (origin.examples.length === 0 || (room < 0 && found.length > 1)) break;
    found.push(origin);
  }
  return found;
}

function ascending(origins: readonly Origin[]): readonly number[] {
  return origins.map(({ day }) => day).toReversed();
}

/** An example with its risk; null where nothing could be learned. */
interface Judged extends Pick<Example, 'id' | 'standing' | 'overdue'> {
  readonly risk: number | null;
}

function judged({ id, standing, overdue }: Example, model: RiskModel | undefined): Judged {
  return { id, standing, overdue, risk: model === undefined ? null : riskOf(model, standing) };
}

function shown({ id, standing, overdue, risk }: Judged, model: RiskModel | undefined, within: number): CustomerAtRisk {
  return { id, risk, overdue, reasons: model === undefined ? [] : reasonsOf(model, standing, within) };
}

/** What the numbers of one feature are, where it has several. */
const NUMBERS = ['days', 'days', 'usual gaps', 'none yet', 'trend', 'count', 'days'];

function modelShown({ tiers, logistic, examples, lost }: RiskModel, days: readonly number[]): ChurnRisk['model'] {
  const { intercept, weights } = logistic;
  return {
    trainedOn: days.map(formatDay),
    examples,
    lost,
    intercept,
    weights: weights.map((weight, place) => {
      return { feature: featureAt(place), of: NUMBERS[place] ?? tiers[place - NUMBERS.length] ?? '', weight };
    }),
  };
}
