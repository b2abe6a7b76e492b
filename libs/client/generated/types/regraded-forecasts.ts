// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Forecasts as they would have been made, and what came of them */
export interface RegradedForecasts {
  /** its name */
  readonly metric: string;
  /** of its figures */
  readonly unit: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** that are over and have a figure */
  readonly periods: number;
  /** in per cent, 0 to 200; null where no period is over */
  readonly sMAPE: number | null;
  /** mean of error: above 0 where less was foretold than came */
  readonly meanError: number | null;
  readonly meanAbsoluteError: number | null;
  /** share of the periods that were inside the bounds, by level */
  readonly coverage: Readonly<Record<string, number | null>>;
  readonly forecasts: readonly {
    /** the last period that was over */
    readonly bucket: string;
    /** its last day: as of it, and with what was known by it */
    readonly asOf: string;
    /** what is used */
    readonly method: 
      | 'naive'
      | 'seasonal-naive'
      | 'theta'
      | 'damped-trend'
      | 'theta+damped'
      | 'croston'
      | 'constant'
      | 'zero'
      | 'pipeline'
      | 'weighted-pipeline';
    /** that are over and have a figure */
    readonly periods: number;
    /** in per cent, 0 to 200; null where no period is over */
    readonly sMAPE: number | null;
    /** mean of error: above 0 where less was foretold than came */
    readonly meanError: number | null;
    readonly meanAbsoluteError: number | null;
    /** share of the periods that were inside the bounds, by level */
    readonly coverage: Readonly<Record<string, number | null>>;
    readonly points: readonly {
      /** the period */
      readonly bucket: string;
      readonly mean: number;
      /** lower and upper bound, by level */
      readonly intervals: Readonly<Record<string, readonly number[]>>;
      /** as known now; null where it is not over, or there is none */
      readonly actual: string | null;
      /** actual - mean, to a millionth: exactly lateFacts + model */
      readonly error: string | null;
      /** actual less what was known of it on the last day of the period */
      readonly lateFacts: string | null;
      /** what was known of it on that day, less mean */
      readonly model: string | null;
      /** whether actual is inside the bounds, by level */
      readonly inside: Readonly<Record<string, boolean | null>>;
    }[];
  }[];
}
