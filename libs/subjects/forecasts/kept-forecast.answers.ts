import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DATE,
  DECIMAL_FORM,
  INSTANT,
  named,
  NEXT,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { FORECAST_NUMBERS } from './forecast.answers.js';
import { METHODS_USED } from './pipeline-method.js';
import { GRAINS_FORETOLD } from './seasons.js';

const QUESTION = closed(
  {
    metric: text('its name'),
    where: Type.Optional(byName(Type.Array(Type.String()), 'only of these values, by dimension')),
    by: Type.Optional(text('the dimension it goes by')),
    grain: oneOf(GRAINS_FORETOLD),
    asOf: Type.Optional(text('as it was asked')),
    knownAt: Type.Optional(text('as it was asked')),
    horizon: count('periods ahead'),
    method: text('as it was asked for'),
    levels: Type.Array(Type.Number()),
  },
  'as it was asked, what was left out filled in',
);
export type ForecastQuestion = Told<typeof QUESTION>;

const HEAD = {
  id: text('under which it is kept'),
  question: QUESTION,
  asOf: DATE,
  knownAt: Type.String({ format: 'date', description: 'facts recorded after this day are not in it' }),
  madeAt: INSTANT,
  position: POSITION,
};

export const FORECAST_LIST = named('ForecastList', 'Forecasts that are kept, a page of them', {
  forecasts: Type.Array(
    closed({
      ...HEAD,
      method: oneOf(METHODS_USED, 'what was used for the whole'),
      parts: count('values of `by` in it; 0 where it goes by nothing'),
    }),
    { description: 'those as of the latest days first' },
  ),
  next: NEXT,
});

export const KEPT_FORECAST = named('KeptForecast', 'A forecast as it was made', { ...HEAD, numbers: FORECAST_NUMBERS });

const EXACT = (description: string) => nullable(Type.String({ pattern: DECIMAL_FORM }), description);

const GRADED = Type.Array(
  closed({
    bucket: text('the period'),
    isOver: Type.Boolean({ description: 'whether it is over by asOf: before that nothing is said of it' }),
    mean: Type.String({ pattern: DECIMAL_FORM, description: 'what was foretold, to a millionth' }),
    actual: EXACT('as known now; null where it is not over, or there is none'),
    actualThen: EXACT('as known when it was over, or when the forecast was made where that was later'),
    error: EXACT('actual - mean: exactly lateFacts + model'),
    lateFacts: EXACT('actual - actualThen: what became known later'),
    model: EXACT('actualThen - mean'),
    inside: byName(nullable(Type.Boolean()), 'whether actual is inside the bounds, by level'),
  }),
);

const GRADE = {
  periods: count('that are over and have a figure'),
  sMAPE: nullable(Type.Number(), 'in per cent, 0 to 200; null where no period is over'),
  meanError: nullable(Type.Number(), 'mean of error: above 0 where less was foretold than came'),
  meanAbsoluteError: nullable(Type.Number()),
  coverage: byName(nullable(Type.Number()), 'share of the periods that were inside the bounds, by level'),
};

export const FORECAST_ACCURACY = named('ForecastAccuracy', 'A kept forecast against what came', {
  id: HEAD.id,
  metric: text('its name'),
  unit: text('of its figures'),
  asOf: DATE,
  position: POSITION,
  ...GRADE,
  points: GRADED,
  parts: Type.Optional(
    Type.Array(closed({ part: text('the value of `by`'), ...GRADE, points: GRADED }), {
      description: 'of each value of `by`',
    }),
  ),
});
export type ForecastAccuracy = Told<typeof FORECAST_ACCURACY>;
export type GradedPoint = ForecastAccuracy['points'][number];

export const REGRADED = named('RegradedForecasts', 'Forecasts as they would have been made, and what came of them', {
  metric: text('its name'),
  unit: text('of its figures'),
  position: POSITION,
  ...GRADE,
  forecasts: Type.Array(
    closed({
      bucket: text('the last period that was over'),
      asOf: Type.String({ format: 'date', description: 'its last day: as of it, and with what was known by it' }),
      method: oneOf(METHODS_USED, 'what is used'),
      ...GRADE,
      points: Type.Array(
        closed({
          bucket: text('the period'),
          mean: Type.Number(),
          intervals: byName(Type.Array(Type.Number()), 'lower and upper bound, by level'),
          actual: EXACT('as known now; null where it is not over, or there is none'),
          error: EXACT('actual - mean, to a millionth: exactly lateFacts + model'),
          lateFacts: EXACT('actual less what was known of it on the last day of the period'),
          model: EXACT('what was known of it on that day, less mean'),
          inside: byName(nullable(Type.Boolean()), 'whether actual is inside the bounds, by level'),
        }),
      ),
    }),
  ),
});
export type Regraded = Told<typeof REGRADED>;
