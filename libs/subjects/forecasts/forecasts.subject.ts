import type { Subject } from '../subject.js';
import { FORECAST_EVENTS } from './forecast.events.js';
import { FORECASTS, forecastFacts } from './forecast.facts.js';
import { FORECAST_READS } from './forecast.reads.js';

/** Forecasts that are kept as they were made, to be held against what comes. The book makes them. */
export const FORECASTS_SUBJECT: Subject = {
  name: 'forecast',
  events: FORECAST_EVENTS,
  collections: [{ name: FORECASTS, fields: [] }],
  facts: forecastFacts,
  reads: FORECAST_READS,
};
