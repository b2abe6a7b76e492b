// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What was held against ours, the latest first, a page of it */
export interface Reconciliations {
  readonly reconciliations: readonly {
    /** under which it is kept */
    readonly id: string;
    /** whose figures were held against ours */
    readonly source: string;
    /** as it was asked for */
    readonly period: string;
    /** a business day */
    readonly from: string;
    /** a business day */
    readonly to: string;
    /** RFC 3339 in UTC */
    readonly madeAt: string;
    /** the position that our figures covered */
    readonly covered: string;
    /** controls and documents that differ */
    readonly differences: number;
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
