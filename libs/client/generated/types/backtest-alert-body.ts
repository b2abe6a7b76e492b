// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface BacktestAlertBody {
  readonly from: string;
  readonly to: string;
}
