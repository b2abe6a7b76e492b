// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowSubscriptionQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
}
