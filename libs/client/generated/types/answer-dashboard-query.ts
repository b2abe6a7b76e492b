// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface AnswerDashboardQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The first day. */
  readonly from?: string | undefined;
  /** The last day, which belongs to it. */
  readonly to?: string | undefined;
  /** Days relative to asOf, in place of from and to, such as last-month, this-fiscal-year, last-7-days (ends with asOf), last-3-months (those before that of asOf); never beyond asOf. */
  readonly period?: string | undefined;
}
