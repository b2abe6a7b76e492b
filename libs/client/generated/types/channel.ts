// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What where messages go is */
export interface Channel {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** one of mail, webhook, chat, folder, inbox */
  readonly kind: string;
  readonly to?: readonly string[] | undefined;
  readonly url?: string | undefined;
  /** whsec_ and 24 to 64 bytes in base64; whsec_*** for the one there is */
  readonly secret?: string | undefined;
  readonly style?: 'slack' | 'teams' | 'feishu' | 'dingtalk' | 'wecom' | undefined;
  readonly path?: string | undefined;
  /** that nothing goes through it at present, as of now on both clocks: a test that arrives, or another PUT, ends it */
  readonly paused?: {
    /** RFC 3339 in UTC */
    readonly since: string;
    /** why */
    readonly reason: string;
    /** since when it has failed, where that is why */
    readonly failingSince?: string | undefined;
  } | undefined;
}
