/** What was published of models of customers' purchases, as far as it is compared. */
export interface Models {
  readonly published: { readonly gamma_gamma: { readonly customers: number } };
  readonly recomputed: {
    readonly n: number;
    readonly 'x_freq_0..6,7+': readonly number[];
    readonly holdout_total: number;
    readonly bgnbd: readonly number[];
    readonly bgnbd_ll: number;
    readonly gg: readonly number[];
    readonly gg_ll: number;
    readonly bgnbd_predicted_holdout_39w: number;
    readonly top5_expected_next_week: Readonly<Record<string, number>>;
  };
}

/** As much of what `/v1/clv` answers. */
export interface Valued {
  readonly parameters: {
    readonly bgnbd: Readonly<Record<'r' | 'alpha' | 'a' | 'b' | 'logLikelihood' | 'customers', number>>;
    readonly gammaGamma: Readonly<Record<'p' | 'q' | 'v' | 'logLikelihood' | 'customers', number>>;
  };
  readonly totals: { readonly expectedPurchases: number };
  readonly holdout?: {
    readonly bgnbd: object;
    readonly predicted: number;
    readonly actual: number;
    readonly classes: readonly { readonly customers: number }[];
  };
  readonly customers: readonly { readonly id: string; readonly expectedPurchases: number }[];
  readonly warnings: readonly string[];
}
