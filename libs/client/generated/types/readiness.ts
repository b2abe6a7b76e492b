// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** Whether questions are answered from read models that keep up */
export interface Readiness {
  readonly status: 'ready' | 'not ready';
  /** why it is not ready, a sentence for each thing; this and what follows need a key with the scope metrics where keys are asked for */
  readonly troubles?: readonly string[] | undefined;
  /** what waits for something that is not there, as events and channels of a plug-in that is missing do, a sentence for each: the rest goes on */
  readonly waits?: readonly string[] | undefined;
  /** a position of the log; opaque where a part only is seen */
  readonly position?: string | undefined;
  /** a version of the read models that is being built; null when none is */
  readonly building?: {
    readonly definitions: Definitions;
    readonly position: number;
  } | null | undefined;
}
