// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** A stream of `facts` messages with this data, and of `ping` */
export interface LiveFacts {
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** what came since the last message, by type; null where more came than are worth counting, or a part only is seen */
  readonly events: Readonly<Record<string, number>> | null;
  /** those that changed; all in the first message */
  readonly counters: Readonly<Record<string, string | number | null>>;
  readonly definitions: Definitions;
}
