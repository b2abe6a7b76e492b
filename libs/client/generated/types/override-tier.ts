// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface OverrideTier {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly tier: string;
  readonly from: string;
  readonly until?: string | undefined;
  readonly reason: string;
}
