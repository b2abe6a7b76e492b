import { metricsIn } from './metrics/metric.names.js';
import { segmentsIn } from './segments/dimension/segments-in.js';

/** The streams of what callers made that something said goes by, metrics and segments: it means what they are, so they are set before. */
export function madeByCallers(said: unknown): readonly string[] {
  return [...metricsIn(said), ...segmentsIn(said).map((id) => `segment-${id}`)];
}
