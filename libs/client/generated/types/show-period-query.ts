// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowPeriodQuery {
  /** Which closing of the period; the last one unless named. */
  readonly number?: number | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** Dimensions whose values are told apart. */
  readonly by?: string | undefined;
}
