// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetConsent {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly channel: string;
  readonly given: boolean;
  /** RFC 3339, or a date, which means its start */
  readonly at?: string | undefined;
}
