// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface QueryByParametersQuery {
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
  readonly where?: {
    /** Only what has one of these values of age; empty text is a missing one. */
    readonly age?: readonly string[] | undefined;
    /** Only what has one of these values of campaign; empty text is a missing one. */
    readonly campaign?: readonly string[] | undefined;
    /** Only what has one of these values of category; empty text is a missing one. */
    readonly category?: readonly string[] | undefined;
    /** Only what has one of these values of cause; empty text is a missing one. */
    readonly cause?: readonly string[] | undefined;
    /** Only what has one of these values of channel; empty text is a missing one. */
    readonly channel?: readonly string[] | undefined;
    /** Only what has one of these values of cohort; empty text is a missing one. */
    readonly cohort?: readonly string[] | undefined;
    /** Only what has one of these values of currency; empty text is a missing one. */
    readonly currency?: readonly string[] | undefined;
    /** Only what has one of these values of customer_hour; empty text is a missing one. */
    readonly customer_hour?: readonly string[] | undefined;
    /** Only what has one of these values of customer_weekday; empty text is a missing one. */
    readonly customer_weekday?: readonly string[] | undefined;
    /** Only what has one of these values of direction; empty text is a missing one. */
    readonly direction?: readonly string[] | undefined;
    /** Only what has one of these values of first_touch; empty text is a missing one. */
    readonly first_touch?: readonly string[] | undefined;
    /** Only what has one of these values of from_stage; empty text is a missing one. */
    readonly from_stage?: readonly string[] | undefined;
    /** Only what has one of these values of from_tier; empty text is a missing one. */
    readonly from_tier?: readonly string[] | undefined;
    /** Only what has one of these values of hour; empty text is a missing one. */
    readonly hour?: readonly string[] | undefined;
    /** Only what has one of these values of interval; empty text is a missing one. */
    readonly interval?: readonly string[] | undefined;
    /** Only what has one of these values of kind; empty text is a missing one. */
    readonly kind?: readonly string[] | undefined;
    /** Only what has one of these values of last_touch; empty text is a missing one. */
    readonly last_touch?: readonly string[] | undefined;
    /** Only what has one of these values of outcome; empty text is a missing one. */
    readonly outcome?: readonly string[] | undefined;
    /** Only what has one of these values of pipeline; empty text is a missing one. */
    readonly pipeline?: readonly string[] | undefined;
    /** Only what has one of these values of product; empty text is a missing one. */
    readonly product?: readonly string[] | undefined;
    /** Only what has one of these values of reason; empty text is a missing one. */
    readonly reason?: readonly string[] | undefined;
    /** Only what has one of these values of region; empty text is a missing one. */
    readonly region?: readonly string[] | undefined;
    /** Only what has one of these values of salesperson; empty text is a missing one. */
    readonly salesperson?: readonly string[] | undefined;
    /** Only what has one of these values of segment; empty text is a missing one. */
    readonly segment?: readonly string[] | undefined;
    /** Only what has one of these values of source; empty text is a missing one. */
    readonly source?: readonly string[] | undefined;
    /** Only what has one of these values of stage; empty text is a missing one. */
    readonly stage?: readonly string[] | undefined;
    /** Only what has one of these values of tier; empty text is a missing one. */
    readonly tier?: readonly string[] | undefined;
    /** Only what has one of these values of to_stage; empty text is a missing one. */
    readonly to_stage?: readonly string[] | undefined;
    /** Only what has one of these values of to_tier; empty text is a missing one. */
    readonly to_tier?: readonly string[] | undefined;
    /** Only what has one of these values of weekday; empty text is a missing one. */
    readonly weekday?: readonly string[] | undefined;
  } | undefined;
}
