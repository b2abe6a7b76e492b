import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import { makingForecast } from '#subjects/forecasts/forecast.commands.js';
import type { ForecastTold } from '#subjects/forecasts/forecast.answers.js';
import { isNarrowedNow } from '../access/narrowing.js';
import { signed } from '../access/principal.js';
import { momentOf, todayOf } from '../answered.js';
import type { Book } from '../book.js';
import { readForecast } from './forecast.input.js';
import { foretelling, ofMetric } from './forecasts.js';

/**
 * Makes a forecast and keeps it, its numbers as they are: what was known then is not worked out anew from what is known later.
 * @throws Problem as `forecastFigures`; `restricted` for who sees a part only, `fact-too-large` where the log takes no event so large
 */
export async function saveForecast(book: Book, body: unknown): Promise<ForecastTold> {
  if (isNarrowedNow())
    throw new Problem(
      'restricted',
      'what is kept is shown to all who may read: ask without save, or with a key that sees all',
    );
  const { position: _position, save: _save, ...said } = readForecast(body, book);
  const question = ofMetric({ ...said, save: true });
  // By one day from here on, also where it is made at midnight.
  const today = todayOf(book);
  const dayOf = (field: 'asOf' | 'knownAt'): string => formatDay(momentOf(book, field, said[field])?.day ?? today);
  const [asOf, knownAt] = [dayOf('asOf'), dayOf('knownAt')];
  const told = await foretelling(book, { ...question, asOf: said.asOf ?? asOf }, (model, asked) =>
    model.read('forecast', asked),
  );
  const making = makingForecast({ question: asJson(said), asOf, knownAt, numbers: asJson(withoutPartHistories(told)) });
  const { position } = await book.ledger.take(making, signed({}));
  return { ...told, saved: { id: making.id, position: String(position) } };
}

function withoutPartHistories({ parts, ...told }: ForecastTold) {
  return { ...told, ...(parts && { parts: parts.map(({ history: _history, ...part }) => part) }) };
}

function asJson(value: object): { readonly [field: string]: Json } {
  return JSON.parse(JSON.stringify(value)) as { readonly [field: string]: Json };
}
