// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Metric } from './metric.js';
import type { SystemMetric } from './system-metric.js';

/** Every metric */
export interface Metrics {
  readonly metrics: readonly Metric[];
  /** watched by alerts, and asked by no question: these have no history */
  readonly system: readonly SystemMetric[];
}
