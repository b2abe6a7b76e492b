// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What is bought together: rules between the products of a sale */
export interface Baskets {
  /** how they are found */
  readonly method: string;
  /** null: since ever */
  readonly from: string | null;
  /** a business day */
  readonly to: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  readonly by: 'product' | 'category';
  /** in these days, voided ones left out */
  readonly sales: number;
  /** products and combinations in enough sales */
  readonly itemsets: number;
  /** rules, those beyond the limit too */
  readonly count: number;
  /** the first of them by what they are sorted by */
  readonly rules: readonly {
    /** all of these in a sale */
    readonly if: readonly string[];
    /** is in it too */
    readonly then: string;
    /** sales with all of them */
    readonly count: number;
    /** count / sales */
    readonly support: number;
    /** of the sales with the left side, the share with the right one too */
    readonly confidence: number;
    /** confidence / share of all sales with the right side: 1 where neither says anything of the other */
    readonly lift: number;
    /** how many times more often the rule would be wrong by chance; null where it never is */
    readonly conviction: number | null;
  }[];
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
