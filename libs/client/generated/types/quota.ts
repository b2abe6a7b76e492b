// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What somebody may have in a business day; of what is absent there is no end */
export interface Quota {
  /** new facts */
  readonly facts?: number | undefined;
  /** units that questions are reckoned to cost */
  readonly cost?: number | undefined;
  /** rows and things that are shown */
  readonly rows?: number | undefined;
  /** files of tables */
  readonly exports?: number | undefined;
}
