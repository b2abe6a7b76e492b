import { namedTypes } from '#ledger/named/named.events.js';

/** What metrics of callers are called in the log and in the read models. Permanent. */
export const METRIC_NAMES = {
  name: 'metric',
  noun: 'CustomMetric',
  path: 'metrics',
  types: namedTypes('CustomMetric'),
} as const;
