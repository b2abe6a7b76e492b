// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a webhook that says no secret signs with */
export interface WebhookSecret {
  /** of the webhook */
  readonly id: string;
  /** whsec_ and 32 bytes in base64: the same for ever */
  readonly secret: string;
}
