// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface WithdrawTierOverride {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly override?: string | undefined;
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
}
