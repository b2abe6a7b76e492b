// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How many customers took step after step */
export interface Funnel {
  /** in their order */
  readonly steps: readonly string[];
  /** how long after the first step the others count */
  readonly within: string;
  readonly grain: 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year';
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** in the order of periods, and of parts in that of the alphabet */
  readonly cohorts: readonly {
    /** the period of the first step */
    readonly cohort: string;
    /** what the first step was cut by; empty where by names nothing */
    readonly parts: Readonly<Record<string, string>>;
    /** one for each step */
    readonly cells: readonly {
      /** which of the steps */
      readonly step: number;
      /** who took it, all before it included; null where fewer than the key may see, and so is what follows from it */
      readonly customers: number | null;
      /** of those who took the first; null of nobody */
      readonly share: number | null;
      /** of those who took the one before; null of nobody, and for the first */
      readonly fromPrevious: number | null;
      /** since the step before; null of nobody, and for the first */
      readonly medianDays: number | null;
      /** whether what happens on days to come can change it */
      readonly incomplete: boolean;
    }[];
  }[];
  /** of all cohorts and parts */
  readonly total: {
    /** one for each step */
    readonly cells: readonly {
      /** which of the steps */
      readonly step: number;
      /** who took it, all before it included; null where fewer than the key may see, and so is what follows from it */
      readonly customers: number | null;
      /** of those who took the first; null of nobody */
      readonly share: number | null;
      /** of those who took the one before; null of nobody, and for the first */
      readonly fromPrevious: number | null;
      /** since the step before; null of nobody, and for the first */
      readonly medianDays: number | null;
      /** whether what happens on days to come can change it */
      readonly incomplete: boolean;
    }[];
  };
  /** what is null since fewer customers stand behind it than the key may see; absent where it may any */
  readonly suppressed?: number | undefined;
}
