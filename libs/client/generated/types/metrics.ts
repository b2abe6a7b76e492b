// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Metric } from './metric.js';

/** Every metric */
export interface Metrics {
  readonly metrics: readonly Metric[];
}
