// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** Whether questions are answered from read models that keep up */
export interface Readiness {
  readonly status: 'ready' | 'not ready';
  /** why it is not ready, a sentence for each thing */
  readonly troubles: readonly string[];
  /** a position of the log */
  readonly position: string;
  /** a version of the read models that is being built; null when none is */
  readonly building: {
    readonly definitions: Definitions;
    readonly position: number;
  } | null;
}
