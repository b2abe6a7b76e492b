// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The version of the thing is on disk */
export interface Versioned {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions it is at; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
