// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ForecastFiguresBody {
  readonly metric?: string | undefined;
  readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly by?: string | undefined;
  readonly grain?: 'day' | 'week' | 'month' | 'quarter' | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly position?: string | undefined;
  /** exact decimals in place of a metric, the oldest first */
  readonly values?: readonly (string | number)[] | undefined;
  readonly season?: number | undefined;
  readonly horizon?: number | undefined;
  readonly method?: 
    | 'auto'
    | 'naive'
    | 'seasonal-naive'
    | 'theta'
    | 'damped-trend'
    | 'theta+damped'
    | 'pipeline' | undefined;
  readonly levels?: readonly number[] | undefined;
  readonly save?: boolean | undefined;
}
