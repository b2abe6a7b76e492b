// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { AlertPart } from './alert-part.js';

/** A rule that watches a metric, and how its parts stand */
export interface Alert {
  /** as the caller gave it */
  readonly id: string;
  /** which of its versions; the ETag, quoted */
  readonly version: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** RFC 3339 in UTC */
  readonly recordedAt: string;
  /** what people know it by */
  readonly title: string;
  /** what it watches */
  readonly metric: string;
  /** by dimension */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** the dimension every value of which has a state */
  readonly by?: string | undefined;
  /** the days that the figure is of */
  readonly window: string;
  readonly condition: {
    /** a decimal */
    readonly above?: string | undefined;
    /** a decimal */
    readonly below?: string | undefined;
    /** the lower and the upper one */
    readonly outside?: readonly string[] | undefined;
    /** the lower and the upper one */
    readonly inside?: readonly string[] | undefined;
    readonly change?: {
      readonly against: 'previous-period' | 'previous-year';
      /** a ratio */
      readonly above?: string | undefined;
      /** a ratio */
      readonly below?: string | undefined;
    } | undefined;
    readonly anomaly?: {
      readonly sensitivity: number;
    } | undefined;
    readonly noData?: boolean | undefined;
    readonly attainment?: {
      /** a ratio */
      readonly below: string;
    } | undefined;
  };
  /** where it is over */
  readonly clear?: string | readonly string[] | undefined;
  /** on how many days in a row it has to hold */
  readonly for?: string | undefined;
  /** for how long a part that fired does not fire again */
  readonly cooldown?: string | undefined;
  readonly severity: 'info' | 'warning' | 'critical';
  /** who is told */
  readonly channels: readonly string[];
  readonly enabled: boolean;
  /** at most 1,000; in a list those that ever fired */
  readonly parts: readonly AlertPart[];
  /** a position of the log; opaque where a part only is seen */
  readonly judgedAt?: string | undefined;
}
