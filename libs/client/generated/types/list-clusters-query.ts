// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListClustersQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** How many groups; auto: as many as lie apart best. */
  readonly k?: 'auto' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10' | undefined;
  /** What customers are compared by, of recency, frequency, monetary, gap, interactions; the first three where absent. */
  readonly features?: readonly string[] | undefined;
  /** Lists only the customers of this group. */
  readonly cluster?: number | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
