// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a rule did, or would have done */
export interface AlertCourse {
  readonly firings: readonly {
    /** a business day */
    readonly day: string;
    /** of the alert */
    readonly part: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
  }[];
  readonly resolutions: readonly {
    /** a business day */
    readonly day: string;
    /** of the alert */
    readonly part: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
  }[];
}
