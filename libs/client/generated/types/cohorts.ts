// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Customers by the period of their first purchase, and what they did since */
export interface Cohorts {
  readonly grain: 'month' | 'quarter' | 'year' | 'fiscal-quarter' | 'fiscal-year';
  readonly measure: 'customers' | 'revenue';
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  readonly cohorts: readonly {
    /** the period of the first purchases */
    readonly cohort: string;
    /** customers; null where fewer than the key may see */
    readonly size: number | null;
    readonly cells: readonly {
      /** its name */
      readonly period: string;
      /** periods since the first */
      readonly age: number;
      /** buyers, or revenue up to the end; null where fewer customers stand behind it than the key may see */
      readonly value: number | string | null;
      /** buyers / size; absent of revenue */
      readonly rate?: number | null | undefined;
      /** whether the period is not over */
      readonly incomplete: boolean;
    }[];
  }[];
  /** what is null since fewer customers stand behind it than the key may see; absent where it may any */
  readonly suppressed?: number | undefined;
}
