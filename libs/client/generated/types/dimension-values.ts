// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** The values of a dimension */
export interface DimensionValues {
  /** of the dimension */
  readonly name: string;
  /** in order; empty text is a missing value */
  readonly values: readonly string[];
}
