import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, Json, NewEvent } from '#kernel/event.js';
import { needDates, needObject, needText } from '#kernel/shape.js';

/** Permanent: what the streams of forecasts are called. */
export const FORECAST_STREAM = 'forecast-';

/** A forecast as it was made: what was asked, from what, and every number of its answer. */
export type ForecastContent = {
  readonly id: string;
  /** As it was asked, what was left out filled in. */
  readonly question: { readonly [part: string]: Json };
  /** The days it is as of, and as known at. */
  readonly asOf: string;
  readonly knownAt: string;
  /** What it says, see `FORECAST_NUMBERS`. */
  readonly numbers: { readonly [part: string]: Json };
};

export type ForecastMade = EventOf<'ForecastMade', ForecastContent>;

export const FORECAST_EVENTS: EventTypes = {
  ForecastMade: { schema: 1, isSetting: true, check: checkShape },
};

function checkShape({ data }: NewEvent): void {
  needText(data, 'id');
  needDates(data, 'asOf', 'knownAt');
  needObject(data['question'], 'question');
  needObject(data['numbers'], 'numbers');
}
