// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AlertCourse } from './alert-course.js';

/** What a rule did and would have done, day by day */
export interface AlertBacktest {
  /** a business day */
  readonly from: string;
  /** a business day */
  readonly to: string;
  readonly live: AlertCourse;
  readonly knownThen: AlertCourse;
  readonly hindsight: AlertCourse;
  /** by live, knownThen, hindsight */
  readonly counts: Readonly<Record<string, {
    /** in all */
    readonly firings: number;
    /** in all */
    readonly resolutions: number;
  }>>;
  /** days of which the three do not say the same */
  readonly differ: readonly string[];
  /** what is judged at the end of each day, as known now: of 20 parts at most, those that fire first */
  readonly seen: readonly {
    /** a business day */
    readonly day: string;
    /** of the alert */
    readonly part: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
    /** of anomaly: where the figure was expected */
    readonly expected?: readonly number[] | undefined;
  }[];
}
