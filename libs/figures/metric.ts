/** How a metric comes from facts or from other metrics: in one of the ways that have a page in `formulas/`. */
export interface AnyFormula {
  readonly kind: string;
}

/**
 * What a figure counts, as people say it. Known ones: customers, orders, lines, units, money (of the base currency), ratio, days,
 * interactions, units per order, opportunities; whoever declares a metric may bring its own.
 */
export type Unit = string;

export interface Metric<Formula extends AnyFormula = AnyFormula> {
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
  /** How a caller calls it who defined it. */
  readonly title?: string;
  /** Of one that a caller defined: which definition it is, by its name, and of those it is made of. */
  readonly versions?: Readonly<Record<string, number>>;
  readonly formula: Formula;
}
