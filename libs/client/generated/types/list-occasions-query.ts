// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListOccasionsQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** Only what was recorded after this position; 0 where absent. */
  readonly after?: number | undefined;
  /** And up to this one; no further than 1,000 positions on. */
  readonly upTo?: number | undefined;
  /** With until, and in place of positions: what is decided by the clock after this instant. */
  readonly since?: string | undefined;
  /** And up to this one. */
  readonly until?: string | undefined;
  /** `next` of the page before, asked with the same other parameters. */
  readonly cursor?: string | undefined;
}
