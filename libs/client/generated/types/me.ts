// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Quota } from './quota.js';

/** Who asks, and what that one may */
export interface Me {
  /** such as key:shop; null where no key is asked for */
  readonly principal: string | null;
  /** what the key is called */
  readonly name: string | null;
  /** what it may */
  readonly scopes: readonly string[];
  /** by dimension the values that are seen; null for all */
  readonly rows: Readonly<Record<string, readonly string[]>> | null;
  /** of fewer customers than this nothing is shown; null for no such limit */
  readonly minGroup: number | null;
  /** what it may have in a day; null for no limit */
  readonly quota: Quota | null;
  /** of that, what is left today where it is asked; null for no limit */
  readonly left: {
    /** new facts */
    readonly facts?: number | undefined;
    /** units that questions are reckoned to cost */
    readonly cost?: number | undefined;
    /** rows and things that are shown */
    readonly rows?: number | undefined;
    /** files of tables */
    readonly exports?: number | undefined;
    /** when the day ends, and all is there again */
    readonly until: string;
  } | null;
  /** until when the key is good; null for no end */
  readonly expiresAt: string | null;
  /** of the last event that is recorded */
  readonly position: string;
  /** what the book counts by */
  readonly book: {
    /** in which its days begin and end, such as Europe/Paris */
    readonly timeZone: string;
    /** in which money is added up */
    readonly currency: string;
    /** the month that its fiscal year begins with */
    readonly fiscalStart: number;
  };
}
