// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What can be asked */
export interface Metric {
  /** permanent */
  readonly name: string;
  /** of one that was defined */
  readonly title?: string | undefined;
  /** of one that was defined: of its definition */
  readonly version?: number | undefined;
  /** a sum over days, a state at the end of a day, or a quotient */
  readonly kind: 'flow' | 'stock' | 'ratio';
  /** what it counts */
  readonly unit: string;
  /** how its figures are written */
  readonly type: 'integer' | 'decimal' | 'number';
  /** whether parts sum to the total */
  readonly additive: boolean;
  /** what it goes by */
  readonly dimensions: readonly string[];
  /** in words */
  readonly definition: string;
  /** asked for only by, or for one value of, this dimension */
  readonly onlyBy?: string | undefined;
}
