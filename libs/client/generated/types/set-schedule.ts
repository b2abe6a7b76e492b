// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface SetSchedule {
  readonly emitter?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
  /** the version it is to follow: 0 where the thing must not be there yet, * for any that is there */
  readonly ifMatch?: number | '*' | undefined;
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
