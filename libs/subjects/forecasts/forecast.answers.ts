import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DECIMAL,
  named,
  nullable,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { FIGURE, QUERY_ANSWER } from '#figures/figure.answers.js';
import { WARNINGS } from '#mining/forecast/forecast.js';
import { GROUNDS } from '#mining/win-chances.js';
import { METHODS_USED, PIPELINE_WARNINGS } from './pipeline-method.js';

const INTERVALS = byName(
  Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
  'lower and upper bound, by how often what comes is to be inside',
);
const GRADE = {
  sMAPE: nullable(
    Type.Number(),
    'in per cent, 0 to 200: mean of 200 |f - a| / (|f| + |a|); null where nothing could be tried',
  ),
  MASE: nullable(Type.Number(), 'mean error by that of the seasonal naive forecast; null where that has none'),
};

const HISTORY = Type.Array(closed({ bucket: Type.Optional(text('the period')), value: FIGURE }), {
  description: 'what it is made from: periods that are over, from the first with a fact on',
});

const POINTS = {
  points: Type.Array(closed({ bucket: Type.Optional(text('the period')), mean: Type.Number(), intervals: INTERVALS }), {
    description: 'what comes',
  }),
  method: oneOf(
    METHODS_USED,
    'what was used: a history that is too short or empty for what was asked has a simpler one',
  ),
  backtest: closed(
    {
      origins: count('values at the end that were foretold from those before'),
      ...GRADE,
      coverage: byName(nullable(Type.Number(), 'share of what came'), 'what was inside the bounds'),
      naive: closed(GRADE, 'the same of the seasonal naive forecast'),
    },
    'how the method would have done',
  ),
  warnings: Type.Array(oneOf([...WARNINGS, ...PIPELINE_WARNINGS], 'why it is worth less than others')),
};

const FORETOLD = { history: HISTORY, ...POINTS };

const STANDING = {
  open: count('opportunities that are open'),
  value: DECIMAL,
  weighted: DECIMAL,
  expected: Type.Number({ description: 'of the value, what is won of it, whenever' }),
  beyond: Type.Number({ description: 'how much of that after the last period' }),
};

const PIPELINE = closed(
  {
    ...STANDING,
    decided: count('stays in a stage, of opportunities that were won or lost, that this is learned from'),
    parts: Type.Array(
      closed({
        stage: text('of the opportunity itself'),
        salesperson: text('it counts under'),
        ...STANDING,
        decided: count('that were ever there and were won or lost'),
        rate: nullable(Type.Number(), 'share of them that was won; null of none'),
        days: nullable(Type.Number(), 'the median of the days from there to the win; null where none was won'),
        grounds: byName(
          count('open opportunities'),
          `by whose chances they were taken: ${GROUNDS.join(', ')} (nothing lasted as long)`,
        ),
      }),
      { description: 'where it stands, those with the most value first' },
    ),
    leftOut: count('parts that are not told'),
  },
  'what is open beside what is expected of it; only with method pipeline',
);
export type PipelineTold = Told<typeof PIPELINE>;

const ABOUT = {
  pipeline: Type.Optional(PIPELINE),
  incomplete: Type.Array(Type.String(), { description: 'periods that are not over, which are left out' }),
  meta: Type.Optional(QUERY_ANSWER.properties.meta),
};

/** What a metric, or a caller's numbers, may come to. */
export const FORECAST = named('Forecast', 'What may come, with bounds, and how good the method was before', {
  ...FORETOLD,
  parts: Type.Optional(
    Type.Array(closed({ part: text('the value of `by`'), ...FORETOLD }), { description: 'of each value of `by`' }),
  ),
  ...ABOUT,
  saved: Type.Optional(closed({ id: text('under which it is kept'), position: POSITION }, 'where it is to be kept')),
});
export type ForecastTold = Told<typeof FORECAST>;

/** What is kept of one: of parts no history, which both clocks have for whoever asks. */
export const FORECAST_NUMBERS = closed({
  ...FORETOLD,
  parts: Type.Optional(
    Type.Array(closed({ part: text('the value of `by`'), ...POINTS }), { description: 'of each value of `by`' }),
  ),
  ...ABOUT,
});
export type ForecastNumbers = Told<typeof FORECAST_NUMBERS>;
