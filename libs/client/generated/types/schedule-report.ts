// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Column } from './column.js';
import type { QueryAnswer } from './query-answer.js';

/** What a run of a schedule reported, as it stays for ever */
export interface ScheduleReport {
  /** its id */
  readonly schedule: string;
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
  /** of the schedule */
  readonly title: string;
  /** the id of the saved question */
  readonly question?: string | undefined;
  /** the id of the dashboard */
  readonly dashboard?: string | undefined;
  /** of the file */
  readonly format: 'html' | 'pdf' | 'xlsx' | 'csv';
  /** that it speaks */
  readonly language: 'en' | 'zh';
  /** up to where the figures cover the log */
  readonly position: string | null;
  /** what the figures were made under */
  readonly definitions: Readonly<Record<string, string>>;
  /** of all figures: equal figures have equal digests */
  readonly digest: string;
  /** what else is to be said */
  readonly notes: readonly string[];
  /** figures of the period before that are not what its report said */
  readonly changes: readonly {
    /** of which figure */
    readonly title: string;
    readonly column: Column;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly before: string | number | null;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly after: string | number | null;
  }[];
  readonly parts: readonly {
    /** of the question */
    readonly title: string;
    readonly chart: {
      readonly kind: string;
      readonly title?: string | undefined;
      readonly metrics?: readonly string[] | undefined;
      readonly top?: number | undefined;
    };
    readonly question: {
      readonly metrics: readonly string[];
      readonly by?: readonly string[] | undefined;
      readonly grain?: string | undefined;
      readonly period?: string | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
      readonly asOf?: string | undefined;
      readonly knownAt?: string | undefined;
      readonly compare?: 'previous-period' | 'previous-year' | undefined;
      readonly currency?: string | undefined;
      readonly rates?: string | undefined;
      readonly organisation?: string | undefined;
      readonly includeExcluded?: boolean | undefined;
    };
    readonly answer: QueryAnswer;
    /** what its metrics mean */
    readonly meanings: Readonly<Record<string, string>>;
    /** how many rows the answer had, where not all of them are kept */
    readonly rows?: number | undefined;
  }[];
}
