// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Since which event a customer stands still, and why */
export interface StaleSince {
  /** a position of the log; opaque where a part only is seen */
  readonly since: string;
  /** of the event that cannot be decoded */
  readonly type: string;
  /** why it cannot */
  readonly reason: string;
}
