// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a share is */
export interface Share {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  readonly question?: string | undefined;
  readonly dashboard?: string | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly pin: boolean;
  /** RFC 3339, or a date, which means its start */
  readonly expiresAt?: string | undefined;
}
