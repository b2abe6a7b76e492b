import type { RecordedEvent } from '#kernel/event.js';
import type { Facts } from '../facts.js';
import type { ForecastMade } from './forecast.events.js';
import type { ForecastNumbers } from './forecast.answers.js';
import type { ForecastQuestion } from './kept-forecast.answers.js';

/** Permanent: where it is said which forecasts there are. */
export const FORECASTS = 'forecasts';

type Recorded = RecordedEvent & ForecastMade;

/** A forecast without its numbers, which the journal has at its position. */
export interface KeptForecast {
  readonly question: ForecastQuestion;
  readonly asOf: string;
  readonly knownAt: string;
  readonly madeAt: string;
  readonly recordedAt: string;
  readonly position: number;
  readonly method: ForecastNumbers['method'];
  readonly parts: number;
}

export const forecastFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events) => ({
      facts: [],
      documents: events.map((event) => {
        return { collection: FORECASTS, document: { id: event.data.id, fields: {}, body: { ...kept(event) } } };
      }),
    }),
    reset: () => undefined,
  }),
};

function kept({
  data,
  occurredAt: madeAt,
  recordedAt,
  position,
}: Recorded): KeptForecast & Pick<ForecastMade['data'], 'question'> {
  const { question, asOf, knownAt, numbers } = data;
  const { method, parts = [] } = numbers as object as ForecastNumbers;
  const asked = question as ForecastMade['data']['question'] & ForecastQuestion;
  return { question: asked, asOf, knownAt, madeAt, recordedAt, position, method, parts: parts.length };
}
