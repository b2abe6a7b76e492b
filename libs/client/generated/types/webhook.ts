// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a webhook is */
export interface Webhook {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  readonly url?: string | undefined;
  readonly channel?: string | undefined;
  readonly types: readonly string[];
  readonly where?: string | undefined;
  /** a position of the log */
  readonly from?: string | number | undefined;
  /** whsec_ and 24 to 64 bytes in base64; whsec_*** for the one there is */
  readonly secret?: string | undefined;
  readonly description?: string | undefined;
}
