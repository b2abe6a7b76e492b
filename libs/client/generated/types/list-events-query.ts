// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListEventsQuery {
  /** Only what is recorded after this position; of who asked for what, after the entry of this number. */
  readonly after?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
  /** Only events of this type. */
  readonly type?: string | undefined;
  /** Only what is about this customer. */
  readonly customerId?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
}
