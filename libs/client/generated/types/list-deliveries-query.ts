// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListDeliveriesQuery {
  /** Only what goes through this channel. */
  readonly channel?: string | undefined;
  /** Only what is in this state. */
  readonly state?: 'waiting' | 'claimed' | 'delivered' | 'failed' | undefined;
  /** Only what is about this, such as report or test. */
  readonly subject?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
