// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListCustomerValuesQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** Of recency, T, alpha and horizon. */
  readonly unit?: 'day' | 'week' | undefined;
  /** How many units ahead purchases are expected for. */
  readonly horizon?: number | undefined;
  /** A date before asOf: also fits to what was bought up to it, and compares with what was bought since. */
  readonly calibration?: string | undefined;
  /** By what customers are listed; with - the largest first. */
  readonly sort?: 
    | 'id'
    | '-expectedValue'
    | 'expectedValue'
    | '-expectedPurchases'
    | 'expectedPurchases'
    | '-pAlive'
    | 'pAlive'
    | '-frequency'
    | 'frequency'
    | '-recency'
    | 'recency'
    | '-T'
    | 'T' | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
