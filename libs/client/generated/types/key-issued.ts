// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The key is good from now on */
export interface KeyIssued {
  /** as the caller gave it */
  readonly id: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** whether it was recorded before, at this position */
  readonly duplicate: boolean;
  /** the key, told this once: absent where the same was asked before */
  readonly secret?: string | undefined;
}
