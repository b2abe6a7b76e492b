// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ReplayWebhook {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id?: string | undefined;
  /** a position of the log */
  readonly from: string | number;
  /** a position of the log */
  readonly to: string | number;
}
