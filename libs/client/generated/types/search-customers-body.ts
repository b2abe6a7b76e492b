// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SearchCustomersBody {
  /** Only customers of these stages. */
  readonly stage?: readonly ('closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active')[] | undefined;
  /** Only customers of these tiers. */
  readonly tier?: readonly string[] | undefined;
  /** Only customers of these regions. */
  readonly region?: readonly string[] | undefined;
  /** Only customers of these segments. */
  readonly segment?: readonly string[] | undefined;
  /** Only customers of these sources. */
  readonly source?: readonly string[] | undefined;
  /** Only customers of these salespersons. */
  readonly salesperson?: readonly string[] | undefined;
  /** Contained in the id, or in the name, email or phone in any letter case; in the id only for whoever lacks the scope personal. */
  readonly q?: string | undefined;
  /** By what customers are listed; with - the largest first. */
  readonly sort?: 'id' | '-revenue' | 'revenue' | '-orders' | 'orders' | '-lastPurchase' | 'lastPurchase' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
}
