// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface MergeCustomers {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly into: string;
  readonly reason?: string | undefined;
}
