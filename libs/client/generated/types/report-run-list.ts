// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What became of a schedule each time it was due, the newest first, a page of it */
export interface ReportRunList {
  /** its id */
  readonly schedule: string;
  readonly runs: readonly {
    /** which of the schedule, counted from 1 */
    readonly run: number;
    /** that it is of, such as 2024-02, 2024-W07, FY2024-Q1, or its first and last date */
    readonly period: string;
    /** a business day */
    readonly from: string;
    /** a business day */
    readonly to: string;
    /** RFC 3339 in UTC */
    readonly dueAt: string;
    /** RFC 3339 in UTC */
    readonly ranAt: string;
    /** whether it was late: not made in time */
    readonly madeUp: boolean;
    /** reported; failed where nothing could be reported */
    readonly state: 'reported' | 'failed';
    /** why it failed */
    readonly reason?: string | undefined;
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
}
