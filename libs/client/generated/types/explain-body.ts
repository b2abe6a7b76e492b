// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ExplainBody {
  /** The name of a metric. */
  readonly metric: string;
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
  /** The first day. */
  readonly from?: string | undefined;
  /** The last day, which belongs to it. */
  readonly to?: string | undefined;
  /** Days relative to the asOf of `b`, in place of from and to, such as last-month. */
  readonly period?: string | undefined;
  /** Of all money, unless a column says otherwise: one that has rates; the base currency unless named. */
  readonly currency?: string | undefined;
  /** At which rates amounts are converted: fact-day, those of the day of each fact; or today, or a date, at whose rates all are, so that no change of rates shows. */
  readonly rates?: string | undefined;
  /** By what customers, and facts of theirs, are told apart: then, what they were on the day of each fact; or today, or a date, what they are at its end: region, salesperson, segment, source, stage and tier. */
  readonly organisation?: string | undefined;
  /** Whether customers who are excluded from figures, such as those of tests, count as well: true or false. */
  readonly includeExcluded?: boolean | undefined;
  /** The point it is explained from. */
  readonly a: {
    /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
    readonly asOf?: string | undefined;
    /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
    readonly knownAt?: string | undefined;
  };
  /** The point it is explained to. */
  readonly b: {
    /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
    readonly asOf?: string | undefined;
    /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
    readonly knownAt?: string | undefined;
  };
  /** Only the things behind this part, from `cursor` on. */
  readonly part?: 'new' | 'late' | 'refunds' | 'voids' | 'policies' | undefined;
  /** How many things of each part. */
  readonly limit?: number | undefined;
  /** Where the page before ended: the `next` of that part. */
  readonly cursor?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
}
