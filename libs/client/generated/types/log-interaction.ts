// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface LogInteraction {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** RFC 3339, or a date, which means its start */
  readonly occurredAt: string;
  readonly id: string;
  readonly customerId: string;
  readonly kind: string;
  readonly channel?: string | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  readonly salesperson?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly campaign?: string | undefined;
  readonly subject?: string | undefined;
}
