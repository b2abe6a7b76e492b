// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { CallOptions } from '../../route.js';
import type { Health } from '../types/health.js';
import type { Readiness } from '../types/readiness.js';

export interface WatchingOperations {
  /** Whether the process lives: `GET /healthz`. */
  checkHealth(options?: CallOptions): Promise<Health>;

  /** Whether questions are answered from models that keep up: `GET /readyz`. */
  checkReadiness(options?: CallOptions): Promise<Readiness>;

  /** Measures for Prometheus: `GET /metrics`. */
  readMeasures(options?: CallOptions): Promise<string>;
}
