// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Recency, frequency and monetary value of everybody who ever bought */
export interface Rfm {
  /** who ever bought; null where fewer than the key may see */
  readonly customers: number | null;
  readonly thresholds: {
    /** at 20, 40, 60 and 80 %; empty without customers */
    readonly recency: readonly (number | null)[];
    /** at 20, 40, 60 and 80 %; empty without customers */
    readonly frequency: readonly (number | null)[];
    /** at 20, 40, 60 and 80 %; empty without customers */
    readonly monetary: readonly string[];
  };
  readonly counts: {
    /** customers by score, 1 to 5 */
    readonly R: Readonly<Record<string, number | null>>;
    /** customers by score, 1 to 5 */
    readonly F: Readonly<Record<string, number | null>>;
    /** customers by score, 1 to 5 */
    readonly M: Readonly<Record<string, number | null>>;
  };
  /** the best first */
  readonly cells: readonly {
    /** R, F and M in three digits */
    readonly score: string;
    readonly R: number;
    readonly F: number;
    readonly M: number;
    /** of this score; null where fewer than the key may see */
    readonly customers: number | null;
    /** what they have brought; null with them */
    readonly revenue: string | null;
  }[];
  /** what is null since fewer customers stand behind it than the key may see; absent where it may any */
  readonly suppressed?: number | undefined;
}
