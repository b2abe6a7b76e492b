// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The policies that figures were made under */
export interface Definitions {
  /** the id of the policy, default, or given */
  readonly lifecycle: string;
  /** the id of the policy, default, or given */
  readonly tiers: string;
}
