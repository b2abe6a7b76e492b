// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetChannel {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
  /** one of mail, webhook, chat, folder, inbox */
  readonly kind: string;
  readonly to?: readonly string[] | undefined;
  readonly url?: string | undefined;
  /** whsec_ and 24 to 64 bytes in base64; whsec_*** for the one there is */
  readonly secret?: string | undefined;
  readonly style?: 'slack' | 'teams' | 'feishu' | 'dingtalk' | 'wecom' | undefined;
  readonly path?: string | undefined;
}
