// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListAlertsQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** only those of which a part is in this state; ok: of which none fires */
  readonly state?: 'ok' | 'firing' | 'acknowledged' | 'snoozed' | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
