// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface PublishLifecyclePolicy {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly effectiveFrom: string;
  readonly policy: {
    readonly churnAfterDays?: number | undefined;
    readonly atRiskAfterDays?: number | undefined;
    readonly newForDays?: number | undefined;
    readonly reactivatedForDays?: number | undefined;
    readonly default?: {
      readonly churnAfterDays?: number | undefined;
      readonly atRiskAfterDays?: number | undefined;
      readonly newForDays?: number | undefined;
      readonly reactivatedForDays?: number | undefined;
    } | undefined;
    readonly for?: readonly {
      readonly where: Readonly<Record<string, string | readonly string[]>>;
      readonly churnAfterDays?: number | undefined;
      readonly atRiskAfterDays?: number | undefined;
      readonly newForDays?: number | undefined;
      readonly reactivatedForDays?: number | undefined;
    }[] | undefined;
    readonly graceDays?: number | undefined;
  };
}
