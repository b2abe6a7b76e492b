// Generated from the API description by `npm run generate:client`: change the API, not this file.

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
