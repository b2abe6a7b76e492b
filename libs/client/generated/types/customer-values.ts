// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What customers are expected to buy, a page of them */
export interface CustomerValues {
  /** of both estimates */
  readonly method: string;
  /** a business day */
  readonly asOf: string;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** of recency, T, alpha and horizon */
  readonly unit: 'day' | 'week';
  /** units ahead */
  readonly horizon: number;
  readonly parameters: {
    /** null where too few came again */
    readonly bgnbd: {
      /** shape of the purchase rates of all customers */
      readonly r: number;
      /** how long it takes, in units: r / alpha is the mean rate of those not lost */
      readonly alpha: number;
      /** with b: how many are lost after a purchase, a / (a + b) on average */
      readonly a: number;
      /** see a */
      readonly b: number;
      /** of what was seen under these */
      readonly logLikelihood: number;
      /** it was fitted to: all who ever bought */
      readonly customers: number;
    } | null;
    /** null where too few came again for an amount */
    readonly gammaGamma: {
      /** shape of what purchases come to */
      readonly p: number;
      /** shape of what customers differ by */
      readonly q: number;
      /** an amount of the base currency: p x v / (q - 1) is the mean of all */
      readonly v: number;
      /** of what was seen under these */
      readonly logLikelihood: number;
      /** it was fitted to: those who came again, for more than 0 */
      readonly customers: number;
    } | null;
  };
  readonly totals: {
    /** of all customers together */
    readonly expectedPurchases: number | null;
    /** of all customers together; null where the mean of all is infinite (q of 1 or less) */
    readonly expectedValue: number | null;
  };
  /** the same method on what was bought up to a day, against what was bought after it; where calibration is asked for */
  readonly holdout?: {
    /** a business day */
    readonly calibration: string;
    /** fitted to what was bought up to that day */
    readonly bgnbd: {
      /** shape of the purchase rates of all customers */
      readonly r: number;
      /** how long it takes, in units: r / alpha is the mean rate of those not lost */
      readonly alpha: number;
      /** with b: how many are lost after a purchase, a / (a + b) on average */
      readonly a: number;
      /** see a */
      readonly b: number;
      /** of what was seen under these */
      readonly logLikelihood: number;
      /** it was fitted to: all who ever bought */
      readonly customers: number;
    } | null;
    /** purchase days from the day after to asOf */
    readonly predicted: number | null;
    /** those that there were, of the customers known by then */
    readonly actual: number;
    readonly classes: readonly {
      /** days with a purchase after the first, up to calibration: 0 to 6, or 7+ */
      readonly frequency: string;
      /** of that frequency */
      readonly customers: number;
      /** purchase days of them together */
      readonly predicted: number | null;
      /** those that there were */
      readonly actual: number;
    }[];
  } | undefined;
  readonly customers: readonly {
    /** of the customer */
    readonly id: string;
    /** days with a purchase after the first */
    readonly frequency: number;
    /** from the first purchase day to the last; 0 with one, in units; fractions are kept */
    readonly recency: number;
    /** from the first purchase day to asOf, in units; fractions are kept */
    readonly T: number;
    /** probability of not being lost; 1 with one purchase day, where the model knows no loss */
    readonly pAlive: number | null;
    /** purchase days in the horizon */
    readonly expectedPurchases: number | null;
    /** what those are expected to come to, in the base currency: an estimate, no exact amount */
    readonly expectedValue: number | null;
  }[];
  /** what the next page is asked for with; null at the end */
  readonly next: string | null;
  /** why not to trust it; empty where nothing speaks against it */
  readonly warnings: readonly string[];
}
