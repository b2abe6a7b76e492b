// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListMoversQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The figure, by its name in GET /v1/metrics; needed. */
  readonly metric?: string | undefined;
  /** The dimension whose values are the parts; needed. */
  readonly by?: string | undefined;
  /** Such as last-month; this-month where neither it nor from is given. */
  readonly period?: string | undefined;
  /** The first day, in place of period. */
  readonly from?: string | undefined;
  /** The last day; asOf where absent. */
  readonly to?: string | undefined;
  /** With the period before, or the same a year before; cut to equal elapsed days where it is not over. */
  readonly compare?: 'previous-period' | 'previous-year' | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
}
