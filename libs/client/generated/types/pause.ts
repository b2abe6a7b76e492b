// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A channel that nothing goes through */
export interface Pause {
  /** its id */
  readonly channel: string;
  /** why it is paused */
  readonly reason: string;
  /** since when it has failed, where that is why */
  readonly failingSince?: string | undefined;
  /** RFC 3339 in UTC */
  readonly since: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
