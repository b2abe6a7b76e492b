import type { Decider } from '#kernel/decider.js';
import { FORECAST_STREAM, type ForecastContent, type ForecastMade } from './forecast.events.js';

export interface MakeForecast {
  readonly type: 'MakeForecast';
  readonly at: string;
  readonly forecast: ForecastContent;
}

/** Nothing follows a forecast: it stays what it was when it was made. */
export const forecastDecider: Decider<null, MakeForecast, ForecastMade> = {
  initial: null,

  evolve: () => null,

  decide({ at, forecast }) {
    const key = FORECAST_STREAM + forecast.id;
    return [{ type: 'ForecastMade', schema: 1, occurredAt: at, key, data: forecast }];
  },
};
