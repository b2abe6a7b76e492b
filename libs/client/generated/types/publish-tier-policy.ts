// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface PublishTierPolicy {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  readonly id: string;
  readonly effectiveFrom: string;
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
}
