// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How many were members, period by period */
export interface SegmentSize {
  /** of the segment */
  readonly id: string;
  /** of its rule */
  readonly version: number;
  readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year';
  /** a business day */
  readonly asOf: string;
  readonly rows: readonly {
    /** the period, where rows go by day */
    readonly day?: string | undefined;
    /** the period, where rows go by week */
    readonly week?: string | undefined;
    /** the period, where rows go by month */
    readonly month?: string | undefined;
    /** the period, where rows go by quarter */
    readonly quarter?: string | undefined;
    /** the period, where rows go by year */
    readonly year?: string | undefined;
    /** the period, where rows go by fiscal-quarter */
    readonly 'fiscal-quarter'?: string | undefined;
    /** the period, where rows go by fiscal-year */
    readonly 'fiscal-year'?: string | undefined;
    /** members at the end of the day before */
    readonly opening: number;
    /** members at its end who were none before it */
    readonly entered: number;
    /** members before it who are none at its end */
    readonly left: number;
    /** members at the end of its last day, or of asOf: opening + entered - left */
    readonly closing: number;
  }[];
}
