// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Pause } from './pause.js';

/** Every channel that nothing goes through at present */
export interface Pauses {
  readonly pauses: readonly Pause[];
}
