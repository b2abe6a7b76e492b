// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Customers past their own usual purchase gap, a page of them */
export interface Overdue {
  /** on all pages */
  readonly count: number;
  readonly customers: readonly {
    /** of the customer */
    readonly id: string;
    /** a business day */
    readonly lastPurchase: string;
    /** days with a purchase */
    readonly purchases: number;
    /** median days between purchases */
    readonly usualGap: number;
    /** usualGap x 1.5: more days than these without a purchase are overdue */
    readonly allowed: number;
    /** days since the last purchase */
    readonly daysSince: number;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
