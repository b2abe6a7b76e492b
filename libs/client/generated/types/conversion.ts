// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** How many customers of a stage came into another one, and in what time */
export interface Conversion {
  readonly from_stage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active';
  readonly to_stage: 'closed' | 'lead' | 'churned' | 'at_risk' | 'new' | 'reactivated' | 'active';
  /** days */
  readonly within: number;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** in the order of the alphabet */
  readonly rows: readonly {
    /** what they were on the day they entered; the month of it as cohort */
    readonly parts: Readonly<Record<string, string>>;
    /** customers who came into the stage, each once; null where fewer than the key may see */
    readonly entered: number | null;
    /** of them, who came into the other one in time; null where fewer than the key may see */
    readonly converted: number | null;
    /** converted / entered; null of nobody */
    readonly share: number | null;
    /** of those who converted, from one to the other; null of nobody */
    readonly medianDays: number | null;
    /** whether what happens on days to come can change it */
    readonly incomplete: boolean;
  }[];
  /** of all */
  readonly total: {
    /** customers who came into the stage, each once; null where fewer than the key may see */
    readonly entered: number | null;
    /** of them, who came into the other one in time; null where fewer than the key may see */
    readonly converted: number | null;
    /** converted / entered; null of nobody */
    readonly share: number | null;
    /** of those who converted, from one to the other; null of nobody */
    readonly medianDays: number | null;
    /** whether what happens on days to come can change it */
    readonly incomplete: boolean;
  };
  /** what is null since fewer customers stand behind it than the key may see; absent where it may any */
  readonly suppressed?: number | undefined;
}
