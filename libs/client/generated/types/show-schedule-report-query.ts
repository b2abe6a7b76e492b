// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowScheduleReportQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** Which run; the last one that reported where none is named. */
  readonly run?: number | undefined;
}
