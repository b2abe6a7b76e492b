import { contentHash } from '#kernel/canonical.js';
import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { ENVELOPE } from '#ledger/input/command-input.js';
import { object } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { forecastDecider } from './forecast.decider.js';
import { FORECAST_EVENTS, FORECAST_STREAM, type ForecastContent, type ForecastMade } from './forecast.events.js';

const FORECAST = aggregate(FORECAST_STREAM, {
  decider: forecastDecider,
  events: FORECAST_EVENTS,
  said: ({ data }: ForecastMade) => ({ content: { type: 'MakeForecast', ...data }, filled: [] }),
});

const ENVELOPE_ONLY = new Shape(object(ENVELOPE));
/** Characters of the hash that an id is made of. */
const MARK = 16;

/**
 * Keeps a forecast, which the book made: callers say no more than that it is to be kept. The same numbers for the same question are one
 * forecast, however often they are kept. Ids are in the order of the days they are as of; permanent.
 */
export function makingForecast(
  made: Omit<ForecastContent, 'id'>,
): Pick<CommandType, 'record'> & { readonly id: string } {
  const id = `${made.asOf}-${contentHash(made).slice(0, MARK)}`;
  return {
    id,
    record: (data, { reading, handler }) => {
      const forecast = { id, ...made };
      const claim = claimOf(id, { type: 'MakeForecast', ...forecast }, ENVELOPE_ONLY.read(data, reading));
      return handler.begin(FORECAST, id, { type: 'MakeForecast', at: reading.now, forecast }, claim);
    },
  };
}
