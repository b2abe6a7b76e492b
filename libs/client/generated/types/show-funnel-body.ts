// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ShowFunnelBody {
  /** In the order in which customers take them, 2 to 10; needed. */
  readonly steps?: readonly {
    /** The fact that it is: CustomerRegistered, CustomerClosed, InteractionLogged, OpportunityOpened, OpportunityWon, OpportunityLost, SaleRecorded. */
    readonly event: string;
    /** Only those of these values, by dimension. */
    readonly where?: Readonly<Record<string, readonly string[]>> | undefined;
  }[] | undefined;
  /** How many days after the first step the others count. */
  readonly within?: string | undefined;
  /** What the first step is cut by, up to three. */
  readonly by?: readonly string[] | undefined;
  /** How long the periods of a cohort are. */
  readonly grain?: 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year' | undefined;
  /** The first day of first steps; since ever where absent. */
  readonly from?: string | undefined;
  /** The last day of first steps. */
  readonly to?: string | undefined;
  /** A date, which means its end, or an instant (RFC 3339): only what happened by then counts. Now unless named. */
  readonly asOf?: string | undefined;
  /** A date, which means its end, or an instant: only what was recorded by then counts. Everything recorded unless named. */
  readonly knownAt?: string | undefined;
  /** The id of a replay to answer from. */
  readonly replay?: string | undefined;
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
}
