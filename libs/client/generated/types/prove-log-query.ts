// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ProveLogQuery {
  /** The position of the event that is to be proven. */
  readonly position?: string | undefined;
  /** How many events the earlier head is of. */
  readonly from?: string | undefined;
  /** How many events the later head is of. */
  readonly to?: string | undefined;
}
