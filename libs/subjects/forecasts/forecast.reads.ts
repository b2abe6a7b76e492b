import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { readJournal } from '#figures/journal/journal.js';
import type { Document, Views } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { hadHappened } from '#kernel/time/moment.js';
import { catalogueOfSaid } from '../catalogue-of-said.js';
import { NO_PARAMETERS, reads, type AskedRead, type ReadOn } from '../read.js';
import { accuracyOf } from './accuracy.js';
import type { ForecastNumbers } from './forecast.answers.js';
import type { ForecastContent } from './forecast.events.js';
import { FORECASTS, type KeptForecast } from './forecast.facts.js';
import { FORECAST_ACCURACY, FORECAST_LIST, KEPT_FORECAST } from './kept-forecast.answers.js';

/** Documents looked at beyond a page, since some of it may not be seen yet. */
const AHEAD = 500;
type Sight = Pick<AskedRead<object>, 'asOf' | 'knownAt'>;

export const FORECAST_READS = {
  listForecasts: reads({
    path: 'forecasts',
    scope: 'read',
    parameters: Type.Object({
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: FORECAST_LIST,
    answeredFrom: 'journals',
    example: { summary: 'Forecasts that are kept', query: { limit: '10' } },
    answer: async ({ parameters: { limit, cursor }, asked, ...sight }, on) => {
      const found: { readonly id: string; readonly kept: KeptForecast }[] = [];
      for await (const { id, body } of latestFirst(on.views, decodeId(asked, cursor))) {
        const kept = body as object as KeptForecast;
        if (!isSeen(kept, sight, on.calendar)) continue;
        if (found.length === limit)
          return { forecasts: shown(found, on), next: encodeCursor(asked, found.at(-1)?.id ?? '') };
        found.push({ id, kept });
      }
      return { forecasts: shown(found, on), next: null };
    },
  }),
  showForecast: reads({
    path: 'forecasts/:id',
    scope: 'read',
    parameters: NO_PARAMETERS,
    answers: KEPT_FORECAST,
    answeredFrom: 'journals',
    example: { summary: 'A forecast as it was made', id: 'unknown', refused: 404 },
    answer: async ({ id, ...sight }, on) => {
      const kept = await keptForecast(id, sight, on);
      return { ...headOf(id, kept, on), numbers: await numbersOf(kept, on.views) };
    },
  }),
  showForecastAccuracy: reads({
    path: 'forecasts/:id/accuracy',
    scope: 'read',
    parameters: NO_PARAMETERS,
    answers: FORECAST_ACCURACY,
    answeredFrom: 'figures',
    questions: true,
    example: { summary: 'A kept forecast against what came', id: 'unknown', refused: 404 },
    answer: async ({ id, asOf, knownAt, today }, on) => {
      const kept = await keptForecast(id, { asOf: { day: Infinity } }, on);
      const numbers = await numbersOf(kept, on.views);
      const cut = { asOf: asOf.day, today, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      // What callers made is what it is now: what came is told by what is asked now.
      return accuracyOf({ id, kept, numbers }, cut, { ...on, catalogue: await catalogueOfSaid(kept.question, on) });
    },
    // What came, as known now and when each period was over.
    looksAt: (_asked, { events }) => ({ facts: 8 * events }),
  }),
};

async function* latestFirst(views: Views, after: string | undefined): AsyncIterable<Document> {
  for (let last = after; ;) {
    const page = await views.find(FORECASTS, {
      descending: true,
      limit: AHEAD,
      ...(last !== undefined && { after: last }),
    });
    yield* page;
    last = page.at(-1)?.id;
    if (page.length < AHEAD) return;
  }
}

/** @throws Problem `not-found`, also where it was not made by then */
async function keptForecast(id: string, sight: Sight, on: Pick<ReadOn, 'views' | 'calendar'>): Promise<KeptForecast> {
  const [document] = await on.views.get(FORECASTS, [id]);
  const kept = document?.body as KeptForecast | undefined;
  if (kept === undefined || !isSeen(kept, sight, on.calendar))
    throw new Problem('not-found', `there is no forecast ${id}`);
  return kept;
}

function isSeen({ madeAt, recordedAt }: KeptForecast, { asOf, knownAt }: Sight, calendar: Calendar): boolean {
  return hadHappened(madeAt, asOf, calendar) && (knownAt === undefined || hadHappened(recordedAt, knownAt, calendar));
}

async function numbersOf({ position }: KeptForecast, views: Views): Promise<ForecastNumbers> {
  const [entry] = await readJournal(views, { after: position - 1, limit: 1 });
  if (entry?.position !== String(position)) throw new Error(`the journal has no event at ${String(position)}`);
  return (entry.data as object as ForecastContent).numbers as object as ForecastNumbers;
}

function shown(found: readonly { readonly id: string; readonly kept: KeptForecast }[], on: Pick<ReadOn, 'position'>) {
  return found.map(({ id, kept }) => ({ ...headOf(id, kept, on), method: kept.method, parts: kept.parts }));
}

function headOf(id: string, { question, asOf, knownAt, madeAt, position }: KeptForecast, on: Pick<ReadOn, 'position'>) {
  return { id, question, asOf, knownAt, madeAt, position: on.position(String(position)) };
}
