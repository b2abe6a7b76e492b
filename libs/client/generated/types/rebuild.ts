// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** Read models are built beside those served */
export interface Rebuild {
  /** a version of the read models that is being built; null when none is */
  readonly building: {
    readonly definitions: Definitions;
    readonly position: number;
  } | null;
}
