// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowAffinityQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** Orders of customers who were of this tier at the end of the day; this or stage is needed. */
  readonly tier?: string | undefined;
  /** Orders of customers who were in this stage at the end of the day. */
  readonly stage?: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active' | undefined;
  /** Such as last-month; all days where neither it nor from is given. */
  readonly period?: string | undefined;
  /** The first day, in place of period. */
  readonly from?: string | undefined;
  /** The last day; asOf where absent. */
  readonly to?: string | undefined;
  /** What fewer orders of everybody have is left out. */
  readonly minOrders?: number | undefined;
  /** Values of each dimension. */
  readonly limit?: number | undefined;
}
