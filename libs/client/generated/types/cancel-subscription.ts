// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface CancelSubscription {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  /** RFC 3339, or a date, which means its start */
  readonly endsAt?: string | undefined;
  readonly reason?: string | undefined;
}
