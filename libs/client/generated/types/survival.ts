// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How long customers stay after their first purchase */
export interface Survival {
  /** how it is worked out */
  readonly method: string;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** null: all are one part */
  readonly by: 'region' | 'segment' | 'source' | 'salesperson' | 'cohort' | null;
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
  /** in the order of the alphabet */
  readonly parts: readonly {
    /** what they were on the day of their first purchase; empty where none was given, or all are one part */
    readonly part: string;
    /** who bought by asOf */
    readonly customers: number;
    /** of them by asOf, at least once */
    readonly lost: number;
    /** days after which at most half are left; null where more are */
    readonly median: number | null;
    /** a step for each day somebody is lost on; 1 before the first */
    readonly curve: readonly {
      /** since the first purchase */
      readonly days: number;
      /** seen at least so long and not lost before */
      readonly atRisk: number;
      /** lost on that day for the first time */
      readonly gone: number;
      /** the share still there at its end */
      readonly survival: number;
    }[];
  }[];
}
