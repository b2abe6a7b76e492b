// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a mapping of events of others to facts is */
export interface Mapping {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly where?: string | undefined;
  readonly otherwise?: readonly {
    readonly type: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly where?: string | undefined;
  }[] | undefined;
  readonly description?: string | undefined;
}
