// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The fact is on disk */
export interface Receipt {
  /** as the caller gave it */
  readonly id: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** whether it was recorded before, at this position */
  readonly duplicate: boolean;
}
