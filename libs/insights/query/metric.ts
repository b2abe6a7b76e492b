/** How a dimension a caller names is called in a series; customers have a side they come from and one they go to. */
export type Side = 'plain' | 'to' | 'from';

/** A sum of one measure of a series over facts that meet fixed conditions. */
export interface Source {
  readonly series: 'moves' | 'sales' | 'gaps' | 'interactions' | 'deals';
  readonly measure: string;
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly side?: Side;
  readonly sign?: 1 | -1;
}

/** How a metric comes from facts or from other metrics. */
export type Formula =
  /** The facts of the period, added up. */
  | { readonly kind: 'flow'; readonly sources: readonly Source[] }
  /** All facts up to the end of the period, added up; or up to the end of the day before it. */
  | { readonly kind: 'stock'; readonly sources: readonly Source[]; readonly at: 'end' | 'start' }
  /** Distinct customers or records with a positive sum in the period. */
  | { readonly kind: 'distinct'; readonly of: 'customer' | 'record'; readonly source: Source }
  /** Facts of the period whose mark lies before it: each customer's first purchase day in it. */
  | { readonly kind: 'first-in-period'; readonly source: Source }
  /** One formula in general, another one where one of these dimensions is asked for. `inTotal`: also in the total of rows divided by it. */
  | {
      readonly kind: 'either';
      readonly inTotal?: true;
      readonly dimensions: readonly string[];
      readonly then: Formula;
      readonly otherwise: Formula;
    }
  /** Transitions: facts whose two ends differ. */
  | { readonly kind: 'transitions'; readonly source: Source }
  /** (sum of metrics, each with a sign) / metric, both over the facts that meet `where`; null where the denominator is 0. */
  | {
      readonly kind: 'ratio';
      readonly numerator: Readonly<Record<string, 1 | -1>>;
      readonly denominator: string;
      readonly where?: Source['where'];
    }
  /** The type-7 quantile at `at[0] / at[1]` of a dimension that holds numbers, weighed by a measure. */
  | {
      readonly kind: 'quantile';
      readonly at: readonly [number, number];
      readonly dimension: string;
      readonly source: Source;
    }
  /** The target of the metric the question is about, spread evenly over its days; or that metric / its target. */
  | { readonly kind: 'target' | 'attainment' };

export type Unit =
  | 'customers'
  | 'orders'
  | 'lines'
  | 'units'
  | 'money'
  | 'ratio'
  | 'days'
  | 'interactions'
  | 'units per order'
  | 'opportunities';

export interface Metric {
  readonly name: string;
  readonly kind: 'flow' | 'stock' | 'ratio';
  readonly unit: Unit;
  /** integer: JSON integer; decimal: exact decimal string; number: JSON number or null. */
  readonly type: 'integer' | 'decimal' | 'number';
  /** Whether parts sum to the total. */
  readonly additive: boolean;
  readonly dimensions: readonly string[];
  readonly definition: string;
  /** Asked for only by, or for one value of, this dimension: its parts have no common unit and no total. */
  readonly onlyBy?: string;
  readonly formula: Formula;
}
