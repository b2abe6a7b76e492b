// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetWebhook {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
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
