// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface StartSubscription {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** RFC 3339, or a date, which means its start */
  readonly startedAt: string;
  readonly id: string;
  readonly customerId: string;
  readonly product: string;
  /** an exact decimal as text; a number is taken at its shortest form */
  readonly amount: string | number;
  readonly currency?: string | undefined;
  readonly interval: 'month' | 'quarter' | 'year';
  readonly seats?: number | undefined;
}
