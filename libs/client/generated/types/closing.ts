// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** That a period was closed */
export interface Closing {
  /** its name */
  readonly period: string;
  /** which closing of the period */
  readonly number: number;
  /** as the caller gave it */
  readonly id: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly closedAt: string;
  /** of its figures; null where a part only is seen */
  readonly digest: string | null;
}
