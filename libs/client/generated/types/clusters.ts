// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Groups of customers who are alike, and a page of who is in them */
export interface Clusters {
  /** how they are found */
  readonly method: string;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** what customers are compared by */
  readonly features: readonly ('recency' | 'frequency' | 'monetary' | 'gap' | 'interactions')[];
  /** groups that were found: fewer than asked for where fewer customers differ */
  readonly k: number;
  /** how well they lie apart: 1 is best, 0 is none; null with fewer than two groups */
  readonly silhouette: number | null;
  /** the largest first, then by their centres */
  readonly clusters: readonly {
    /** its number: the largest is 1 */
    readonly cluster: number;
    /** in it */
    readonly customers: number;
    /** of all customers */
    readonly share: number;
    /** an exact decimal */
    readonly revenue: string;
    /** of the revenue of all; null where that is 0 */
    readonly revenueShare: number | null;
    /** of each feature in days, counts or money: the middle on a scale of logarithms */
    readonly centre: Readonly<Record<string, number>>;
  }[];
  /** customers on all pages */
  readonly count: number;
  /** by id */
  readonly customers: readonly {
    /** of the customer */
    readonly id: string;
    /** which one it is in */
    readonly cluster: number;
    /** days since the last purchase */
    readonly recency: number;
    /** days with a purchase */
    readonly frequency: number;
    /** an exact decimal */
    readonly monetary: string;
    /** median days between purchases; with one purchase day the days since then */
    readonly gap: number;
    /** in all */
    readonly interactions: number;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
