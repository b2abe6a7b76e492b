// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ListBasketRulesQuery {
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The first day of the sales; since ever where absent. */
  readonly from?: string | undefined;
  /** The last day of the sales; asOf where absent. */
  readonly to?: string | undefined;
  /** Of what in a sale. */
  readonly by?: 'product' | 'category' | undefined;
  /** The share of all sales that a combination is in at least. */
  readonly minSupport?: number | undefined;
  /** The share of sales with the left side that have the right one too, at least. */
  readonly minConfidence?: number | undefined;
  /** By what rules are listed, the largest first. */
  readonly sort?: 'lift' | 'confidence' | 'support' | 'count' | 'conviction' | undefined;
  /** How many a page has at most. */
  readonly limit?: number | undefined;
}
