import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import { SEASONS, type ForecastGrain } from '#subjects/forecasts/seasons.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import { momentOf, todayOf } from '../answered.js';
import { asked } from '../ask.js';
import type { Book } from '../book.js';
import type { Model } from '../model.js';
import type { HeldAnswer } from '../reading/readers.js';
import type { Asked as AskedOf } from '../reading/reads.js';
import { readForecast, type SaidForecast } from './forecast.input.js';
import { lookBackTo, type Asked, type Foretelling } from './foretold.js';

/** A metric to be foretold. */
export type SaidOfMetric = Omit<SaidForecast, 'metric' | 'grain'> & {
  readonly metric: string;
  readonly grain: ForecastGrain;
};

/**
 * What may come after the figures of a metric as they are as of a day and known at one, or after numbers that a caller brings.
 * @throws Problem `invalid-request`, `too-many-parts`, or what `/v1/query` says of the metric and its clocks
 */
export async function forecastFigures(book: Book, body: unknown): Promise<HeldAnswer<ForecastTold>> {
  const said = readForecast(body, book);
  const { values, season } = said;
  if (values !== undefined)
    return book.models.use(undefined, (model) => model.json('forecast', { values, how: howIn(said, season ?? 1) }));
  return foretelling(book, ofMetric(said), (model, question) => model.json('forecast', question));
}

/** @throws Problem `invalid-request` where it is of none */
export function ofMetric(said: SaidForecast): SaidOfMetric {
  const { metric, grain } = said;
  if (metric === undefined || grain === undefined) throw new Problem('invalid-request', 'metric and grain are wanted');
  return { ...said, metric, grain };
}

/** Has a metric foretold by the model that answers for its clocks. */
export async function foretelling<Answer>(
  book: Book,
  said: SaidOfMetric,
  run: (model: Model, question: AskedOf<'forecast'>) => Promise<Answer>,
): Promise<Answer> {
  const { metric, grain, where, by, asOf, knownAt } = said;
  const day = momentOf(book, 'asOf', asOf)?.day ?? todayOf(book);
  const { fiscalStart } = book.calendar;
  const raw = {
    ...{ metrics: [metric], grain, from: formatDay(lookBackTo(day, grain, fiscalStart)), to: formatDay(day) },
    ...(where !== undefined && { where }),
    ...(by !== undefined && { by: [by] }),
    ...(asOf !== undefined && { asOf }),
    ...(knownAt !== undefined && { knownAt }),
  };
  return asked(book, raw, (model, query) => {
    const of = query.question.metrics[0];
    const series: Asked = {
      ...{ metric, grain, asOf: day, fiscalStart, how: howIn(said, SEASONS[grain].season) },
      ...(by !== undefined && { by }),
      isAdditive: of?.additive === true,
      isCount: of?.type === 'integer',
    };
    if (said.method !== 'pipeline') return run(model, { query, series });
    const { knownAt: known } = query.question;
    const pipeline = { where: where ?? {}, ...(known !== undefined && { knownAt: known }) };
    return run(model, { query, series, pipeline });
  });
}

function howIn(
  { method, horizon, levels }: Pick<SaidForecast, 'method' | 'horizon' | 'levels'>,
  period: number,
): Foretelling {
  return { method: method === 'pipeline' ? 'auto' : method, horizon, levels, period };
}
