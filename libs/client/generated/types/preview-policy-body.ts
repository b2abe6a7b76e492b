// Generated from the API description by `npm run generate:client`: change the API, not this file.

export type PreviewPolicyBody = {
  readonly position?: string | undefined;
  readonly effectiveFrom?: string | undefined;
  readonly asOf?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
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
} | {
  readonly position?: string | undefined;
  readonly effectiveFrom?: string | undefined;
  readonly asOf?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly policy: {
    readonly windowDays?: number | undefined;
    readonly keepForDays?: number | undefined;
    readonly tiers: readonly {
      readonly name: string;
      readonly any?: readonly {
        /** an exact decimal as text; a number is taken at its shortest form */
        readonly revenue?: string | number | undefined;
        readonly orders?: number | undefined;
        readonly interactions?: number | undefined;
      }[] | undefined;
    }[];
  };
};
