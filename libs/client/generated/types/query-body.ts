// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface QueryBody {
  /** Names of metrics. */
  readonly metrics: readonly string[];
  /** Dimensions whose values are told apart. */
  readonly by?: readonly (
    | 'age'
    | 'campaign'
    | 'category'
    | 'cause'
    | 'channel'
    | 'cohort'
    | 'currency'
    | 'customer_hour'
    | 'customer_weekday'
    | 'direction'
    | 'first_touch'
    | 'from_stage'
    | 'from_tier'
    | 'hour'
    | 'interval'
    | 'kind'
    | 'last_touch'
    | 'outcome'
    | 'pipeline'
    | 'product'
    | 'reason'
    | 'region'
    | 'salesperson'
    | 'segment'
    | 'source'
    | 'stage'
    | 'tier'
    | 'to_stage'
    | 'to_tier'
    | 'weekday')[] | undefined;
  /** The periods that are told apart. */
  readonly grain?: string | undefined;
  /** The first day. */
  readonly from?: string | undefined;
  /** The last day, which belongs to it. */
  readonly to?: string | undefined;
  /** Days relative to asOf, in place of from and to, such as last-month, this-fiscal-year, last-7-days (ends with asOf), last-3-months (those before that of asOf); never beyond asOf. */
  readonly period?: string | undefined;
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** What each row is compared with. */
  readonly compare?: 'previous-period' | 'previous-year' | undefined;
  /** Of all money, unless a column says otherwise: one that has rates; the base currency unless named. */
  readonly currency?: string | undefined;
  /** At which rates amounts are converted: fact-day, those of the day of each fact; or today, or a date, at whose rates all are, so that no change of rates shows. */
  readonly rates?: string | undefined;
  /** By what customers, and facts of theirs, are told apart: then, what they were on the day of each fact; or today, or a date, what they are at its end: region, salesperson, segment, source, stage and tier. */
  readonly organisation?: string | undefined;
  /** Whether customers who are excluded from figures, such as those of tests, count as well: true or false. */
  readonly includeExcluded?: boolean | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** By dimension: only what has one of these values of it; empty text is a missing one. */
  readonly where?: {
    readonly age?: string | readonly string[] | undefined;
    readonly campaign?: string | readonly string[] | undefined;
    readonly category?: string | readonly string[] | undefined;
    readonly cause?: string | readonly string[] | undefined;
    readonly channel?: string | readonly string[] | undefined;
    readonly cohort?: string | readonly string[] | undefined;
    readonly currency?: string | readonly string[] | undefined;
    readonly customer_hour?: string | readonly string[] | undefined;
    readonly customer_weekday?: string | readonly string[] | undefined;
    readonly direction?: string | readonly string[] | undefined;
    readonly first_touch?: string | readonly string[] | undefined;
    readonly from_stage?: string | readonly string[] | undefined;
    readonly from_tier?: string | readonly string[] | undefined;
    readonly hour?: string | readonly string[] | undefined;
    readonly interval?: string | readonly string[] | undefined;
    readonly kind?: string | readonly string[] | undefined;
    readonly last_touch?: string | readonly string[] | undefined;
    readonly outcome?: string | readonly string[] | undefined;
    readonly pipeline?: string | readonly string[] | undefined;
    readonly product?: string | readonly string[] | undefined;
    readonly reason?: string | readonly string[] | undefined;
    readonly region?: string | readonly string[] | undefined;
    readonly salesperson?: string | readonly string[] | undefined;
    readonly segment?: string | readonly string[] | undefined;
    readonly source?: string | readonly string[] | undefined;
    readonly stage?: string | readonly string[] | undefined;
    readonly tier?: string | readonly string[] | undefined;
    readonly to_stage?: string | readonly string[] | undefined;
    readonly to_tier?: string | readonly string[] | undefined;
    readonly weekday?: string | readonly string[] | undefined;
  } | undefined;
}
