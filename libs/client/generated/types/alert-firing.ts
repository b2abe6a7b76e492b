// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** One time that a part fired, with what became of it */
export interface AlertFiring {
  /** of the alert */
  readonly part: string;
  /** the number of the firing, among those of its part */
  readonly occasion: number;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly value: string | number | null;
  /** what it was compared with */
  readonly threshold: string;
  /** the days that the figure was of */
  readonly window: {
    /** a business day */
    readonly from: string;
    /** a business day */
    readonly to: string;
  };
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** a business day */
  readonly firedFor: string;
  /** RFC 3339 in UTC */
  readonly firedAt: string;
  /** as the rule had it */
  readonly severity: string;
  readonly resolved?: {
    /** RFC 3339 in UTC */
    readonly at: string;
    /** a business day */
    readonly for: string;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
  } | undefined;
  /** what people said about it */
  readonly notes: readonly {
    readonly kind: 'acknowledged' | 'snoozed' | 'assigned' | 'commented';
    /** RFC 3339 in UTC */
    readonly at: string;
    /** on whose behalf */
    readonly by?: string | undefined;
    /** RFC 3339 in UTC */
    readonly until?: string | undefined;
    /** who is to look at it */
    readonly to?: string | undefined;
    /** what was said */
    readonly text?: string | undefined;
  }[];
}
