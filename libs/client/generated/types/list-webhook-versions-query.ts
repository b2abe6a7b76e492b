// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListWebhookVersionsQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
