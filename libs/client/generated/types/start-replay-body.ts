// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface StartReplayBody {
  readonly position?: string | undefined;
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly policies?: {
    readonly lifecycle?: {
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
    } | undefined;
    readonly tiers?: {
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
    } | undefined;
  } | undefined;
}
