// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a scheduled report is */
export interface Schedule {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  readonly title: string;
  readonly question?: string | undefined;
  readonly dashboard?: string | undefined;
  readonly every?: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year' | undefined;
  /** a cron expression: minute, hour, day of the month, month, day of the week */
  readonly cron?: string | undefined;
  /** a time of day */
  readonly at?: string | undefined;
  /** an IANA time zone */
  readonly timeZone?: string | undefined;
  readonly format: 'html' | 'pdf' | 'xlsx' | 'csv';
  /** what it goes through; none where runs are only kept */
  readonly channels: readonly string[];
  readonly language?: 'en' | 'zh' | undefined;
  /** what became of it when it was due last */
  readonly lastRun?: {
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
  } | undefined;
  /** when it is due next; null where its expression never comes again */
  readonly nextAt?: string | null | undefined;
}
