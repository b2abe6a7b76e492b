// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The policies and definitions that figures were made under */
export interface Definitions {
  /** the id of the policy, default, or given */
  readonly lifecycle: string;
  /** the id of the policy, default, or given */
  readonly tiers: string;
  /** the versions of metrics that were defined, by name; absent without */
  readonly metrics?: Readonly<Record<string, number>> | undefined;
}
