import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import { momentOf, todayOf } from '../answered.js';
import { asked } from '../ask.js';
import type { Book } from '../book.js';
import type { HeldAnswer } from '../reading/readers.js';
import { readForecast, SEASONS, type ForecastGrain, type SaidForecast } from './forecast.input.js';
import type { ForecastTold } from './forecast.answers.js';
import { lookBackTo, type Asked, type Foretelling } from './foretold.js';

/**
 * What may come after the figures of a metric as they are as of a day and known at one, or after numbers that a caller brings.
 * @throws Problem `invalid-request`, or what `/v1/query` says of the metric and its clocks
 */
export async function forecastFigures(book: Book, body: unknown): Promise<HeldAnswer<ForecastTold>> {
  const said = readForecast(body, book);
  const { values, season, metric, grain } = said;
  if (values !== undefined)
    return book.models.use(undefined, (model) => model.json('forecast', { values, how: howIn(said, season ?? 1) }));
  if (metric === undefined || grain === undefined) throw new Problem('invalid-request', 'metric and grain are wanted');
  return ofMetric(book, said, metric, grain);
}

async function ofMetric(book: Book, said: SaidForecast, metric: string, grain: ForecastGrain) {
  const { where, by, asOf, knownAt } = said;
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
    return model.json('forecast', { query, series });
  });
}

function howIn({ method, horizon, levels }: SaidForecast, period: number): Foretelling {
  return { method, horizon, levels, period };
}
