// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListGrantsQuery {
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** Only what one principal has or asked for, such as key:shop. */
  readonly principal?: string | undefined;
}
