// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface RegradeForecastsBody {
  readonly question: {
    readonly metric: string;
    readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
    readonly grain: 'day' | 'week' | 'month' | 'quarter';
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
  };
  readonly from: string;
  readonly to: string;
  readonly position?: string | undefined;
}
