// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AlertFiring } from './alert-firing.js';

/** Each time that an alert fired, the last first */
export interface AlertHistory {
  /** of the alert */
  readonly id: string;
  readonly firings: readonly AlertFiring[];
  /** days for which it did not fire, since the facts came when its window was over */
  readonly wouldHaveFired: readonly {
    /** a business day */
    readonly day: string;
    /** of the alert */
    readonly part: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
    /** a business day */
    readonly knownSince: string;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
