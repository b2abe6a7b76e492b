// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What an automation changed: those it acted on against those held out */
export interface AutomationEffect {
  /** of the automation */
  readonly id: string;
  /** of the automation */
  readonly version: number;
  /** as that version has it; without one there is nothing to hold those acted on against those held out by: only the response is told */
  readonly goal?: {
    readonly metric: 'orders' | 'revenue' | 'interactions';
    /** days after the decision */
    readonly within: string;
  } | undefined;
  /** a business day */
  readonly asOf: string;
  /** how the intervals are worked out */
  readonly method?: string | undefined;
  /** whom it acted on */
  readonly acted?: {
    /** whose days are over, each once, from the first decision about it on */
    readonly customers: number;
    /** whose days are not over by asOf: they are left out */
    readonly open: number;
    /** of the customers, who reached the goal */
    readonly reached: number;
    /** reached / customers; null of none */
    readonly rate: number | null;
    /** what they bought in their days, less what of it was given back by asOf */
    readonly revenue: string;
    /** revenue / customers, in the base currency; null of none */
    readonly revenuePerCustomer: number | null;
  } | undefined;
  /** on whom it would have but for holding them out */
  readonly heldOut?: {
    /** whose days are over, each once, from the first decision about it on */
    readonly customers: number;
    /** whose days are not over by asOf: they are left out */
    readonly open: number;
    /** of the customers, who reached the goal */
    readonly reached: number;
    /** reached / customers; null of none */
    readonly rate: number | null;
    /** what they bought in their days, less what of it was given back by asOf */
    readonly revenue: string;
    /** revenue / customers, in the base currency; null of none */
    readonly revenuePerCustomer: number | null;
  } | undefined;
  /** from the decision about each to the end of asOf */
  readonly response: {
    /** whom it acted on by asOf, also those whose days are not over */
    readonly customers: number;
    /** of them, who bought, or were in touch by themselves, naming the automation as campaign */
    readonly responses: number;
    /** responses / customers; null of none */
    readonly rate: number | null;
    /** of sales that name it, less what of them was given back by asOf */
    readonly revenue: string;
    /** fixed, and for each customer acted on; null where it says none */
    readonly cost: string | null;
    /** cost / responses, in the base currency; null of none */
    readonly costPerResponse: number | null;
  };
  readonly difference?: {
    /** of the rates; null where there is nobody to compare */
    readonly rate: {
      /** of those acted on, less of those held out */
      readonly value: number;
      /** that has it with 95 % certainty; null where too few, or all the same, say nothing of it */
      readonly interval: {
        readonly low: number;
        readonly high: number;
      } | null;
    } | null;
    /** of what they bought; null where there is nobody to compare */
    readonly revenuePerCustomer: {
      /** of those acted on, less of those held out */
      readonly value: number;
      /** that has it with 95 % certainty; null where too few, or all the same, say nothing of it */
      readonly interval: {
        readonly low: number;
        readonly high: number;
      } | null;
    } | null;
  } | undefined;
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
