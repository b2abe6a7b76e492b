// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Forecasts that are kept, a page of them */
export interface ForecastList {
  /** those as of the latest days first */
  readonly forecasts: readonly {
    /** under which it is kept */
    readonly id: string;
    /** as it was asked, what was left out filled in */
    readonly question: {
      /** its name */
      readonly metric: string;
      /** only of these values, by dimension */
      readonly where?: Readonly<Record<string, readonly string[]>> | undefined;
      /** the dimension it goes by */
      readonly by?: string | undefined;
      readonly grain: 'day' | 'week' | 'month' | 'quarter';
      /** as it was asked */
      readonly asOf?: string | undefined;
      /** as it was asked */
      readonly knownAt?: string | undefined;
      /** periods ahead */
      readonly horizon: number;
      /** as it was asked for */
      readonly method: string;
      readonly levels: readonly number[];
    };
    /** a business day */
    readonly asOf: string;
    /** facts recorded after this day are not in it */
    readonly knownAt: string;
    /** RFC 3339 in UTC */
    readonly madeAt: string;
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
    /** what was used for the whole */
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
    /** values of `by` in it; 0 where it goes by nothing */
    readonly parts: number;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
