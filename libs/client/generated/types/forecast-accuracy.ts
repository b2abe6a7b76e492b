// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A kept forecast against what came */
export interface ForecastAccuracy {
  /** under which it is kept */
  readonly id: string;
  /** its name */
  readonly metric: string;
  /** of its figures */
  readonly unit: string;
  /** a business day */
  readonly asOf: string;
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
  readonly points: readonly {
    /** the period */
    readonly bucket: string;
    /** whether it is over by asOf: before that nothing is said of it */
    readonly isOver: boolean;
    /** what was foretold, to a millionth */
    readonly mean: string;
    /** as known now; null where it is not over, or there is none */
    readonly actual: string | null;
    /** as known when it was over, or when the forecast was made where that was later */
    readonly actualThen: string | null;
    /** actual - mean: exactly lateFacts + model */
    readonly error: string | null;
    /** actual - actualThen: what became known later */
    readonly lateFacts: string | null;
    /** actualThen - mean */
    readonly model: string | null;
    /** whether actual is inside the bounds, by level */
    readonly inside: Readonly<Record<string, boolean | null>>;
  }[];
  /** of each value of `by` */
  readonly parts?: readonly {
    /** the value of `by` */
    readonly part: string;
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
      /** whether it is over by asOf: before that nothing is said of it */
      readonly isOver: boolean;
      /** what was foretold, to a millionth */
      readonly mean: string;
      /** as known now; null where it is not over, or there is none */
      readonly actual: string | null;
      /** as known when it was over, or when the forecast was made where that was later */
      readonly actualThen: string | null;
      /** actual - mean: exactly lateFacts + model */
      readonly error: string | null;
      /** actual - actualThen: what became known later */
      readonly lateFacts: string | null;
      /** actualThen - mean */
      readonly model: string | null;
      /** whether actual is inside the bounds, by level */
      readonly inside: Readonly<Record<string, boolean | null>>;
    }[];
  }[] | undefined;
}
