import { GRAINS, type Grain } from '#kernel/time/periods.js';

/** The periods that a report can be of: one just ended is reported. */
export const EVERY: readonly Grain[] = GRAINS;
export const REPORT_FORMATS = ['html', 'pdf', 'xlsx', 'csv'] as const;
export const REPORT_LANGUAGES = ['en', 'zh'] as const;

/** When a schedule is due: after each period, or whenever a cron expression says. */
export interface Timing {
  readonly every?: Grain;
  /** The time of day, of `every`: `08:00`. */
  readonly at?: string;
  readonly cron?: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** What is said of a schedule. */
export interface Schedule extends Timing {
  readonly title: string;
  /** The id of a saved question, or of a dashboard: one of the two. */
  readonly question?: string;
  readonly dashboard?: string;
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly channels: readonly string[];
  readonly language: (typeof REPORT_LANGUAGES)[number];
}

/** Whether both are due at the same times. */
export function isSameTiming(one: Timing, other: Timing): boolean {
  return (['every', 'at', 'cron', 'timeZone'] as const).every((field) => one[field] === other[field]);
}
