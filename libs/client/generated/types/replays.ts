// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Replay } from './replay.js';

/** Every replay that is kept, runs or waits */
export interface Replays {
  readonly replays: readonly Replay[];
}
