// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface EraseCustomerBody {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly reason: 'request' | 'consent' | 'retention' | 'error';
  /** RFC 3339, or a date, which means its start */
  readonly requestedAt?: string | undefined;
}
