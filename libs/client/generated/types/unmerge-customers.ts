// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface UnmergeCustomers {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly reason?: string | undefined;
}
