// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ReadLogQuery {
  /** All events of this stream, whatever the other parameters say. */
  readonly stream?: string | undefined;
  /** Only what is recorded after this position; of who asked for what, after the entry of this number. */
  readonly after?: string | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
}
