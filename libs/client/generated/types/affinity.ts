// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a part of the customers buys, against all of them */
export interface Affinity {
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  readonly part: {
    /** asked for */
    readonly tier?: string | undefined;
    /** asked for */
    readonly stage?: string | undefined;
  };
  /** the first day; null: since ever */
  readonly from: string | null;
  /** a business day */
  readonly to: string;
  /** of the part */
  readonly orders: number;
  /** of everybody, guests too */
  readonly allOrders: number;
  readonly dimensions: readonly {
    readonly by: 'product' | 'category' | 'channel' | 'hour' | 'weekday';
    /** the highest index first */
    readonly values: readonly {
      /** of the dimension; empty where none was given */
      readonly value: string;
      /** of the part with it */
      readonly orders: number;
      /** orders / orders of the part */
      readonly share: number;
      /** the same of everybody */
      readonly allShare: number;
      /** 100 x share / allShare: 100 is as everybody */
      readonly index: number;
    }[];
  }[];
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
