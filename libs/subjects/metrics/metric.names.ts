import { namedTypes } from '#ledger/named/named.events.js';

/** What metrics of callers are called in the log and in the read models. Permanent. */
export const METRIC_NAMES = {
  name: 'metric',
  noun: 'CustomMetric',
  path: 'metrics',
  types: namedTypes('CustomMetric'),
} as const;

/** Metrics of callers as JSON names them, in content that nobody has checked yet. */
const NAMED = /"(custom\.[^"\\]+)"/g;

/** The streams of the metrics of callers that something said names: it means what they are, so they are set before. */
export function metricsIn(said: unknown): readonly string[] {
  const names = new Set([...JSON.stringify([said]).matchAll(NAMED)].map(([, name = '']) => name));
  return [...names].map((name) => `${METRIC_NAMES.name}-${name}`);
}
