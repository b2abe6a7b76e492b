// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a scheduled report was, is, or was when it was retired */
export interface ScheduleVersion {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** whether it was retired by this version */
  readonly retired: boolean;
  /** on whose behalf */
  readonly actor?: string | undefined;
  /** the service that sent it */
  readonly emitter?: string | undefined;
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
}
