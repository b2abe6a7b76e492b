// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ResubmitCloudEventBody {
  /** in place of what was sent as data; the same where absent */
  readonly data?: Readonly<Record<string, unknown>> | readonly unknown[] | string | number | boolean | undefined;
}
