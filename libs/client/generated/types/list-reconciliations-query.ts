// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListReconciliationsQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** Only those with this system. */
  readonly source?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
