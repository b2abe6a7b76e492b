// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a custom metric was, is, or was when it was retired */
export interface CustomMetricVersion {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** whether it was retired by this version */
  readonly retired: boolean;
  /** on whose behalf */
  readonly actor?: string | undefined;
  /** the service that sent it */
  readonly emitter?: string | undefined;
  readonly title: string;
  readonly unit?: string | undefined;
  readonly definition: string;
  /** a formula with one of its fields (and where beside metric), whose parts are formulas; at most 4 deep */
  readonly formula: {
    /** the name of a metric */
    readonly metric?: string | undefined;
    /** by dimension, what the metric is limited to, added to the where of a question */
    readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
    /** the first divided by the second; null where that is 0 */
    readonly ratio?: readonly (Readonly<Record<string, unknown>>)[] | undefined;
    /** all of them, of one unit */
    readonly sum?: readonly (Readonly<Record<string, unknown>>)[] | undefined;
    /** the first less the second, of one unit */
    readonly difference?: readonly (Readonly<Record<string, unknown>>)[] | undefined;
    /** a formula and days: divided by those of the period */
    readonly per?: readonly unknown[] | undefined;
  };
}
