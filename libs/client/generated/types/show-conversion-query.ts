// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowConversionQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The stage that customers come into; needed. */
  readonly from_stage?: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | undefined;
  /** The stage that they are to come into afterwards; needed. */
  readonly to_stage?: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | undefined;
  /** In how many days at most. */
  readonly within?: number | undefined;
  /** What is told apart, up to three of cohort, source, segment, region, salesperson (the month in which they came into the stage). */
  readonly by?: readonly string[] | undefined;
}
