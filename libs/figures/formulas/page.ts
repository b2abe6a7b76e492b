import type { Frame } from '../frame.js';
import type { AnyFormula, Metric } from '../metric.js';
import type { Plan } from '../plan.js';
import type { Behind, Source } from './source.js';

/** What other formulas and metrics are, for those that are made of them. */
export interface Evaluator {
  /** @throws Problem `unknown-metric` */
  readonly metricNamed: (name: string) => Metric;
  readonly planOf: (formula: AnyFormula, frame: Frame) => Plan;
  readonly sourcesOf: (formula: AnyFormula) => readonly Source[];
  readonly behind: (formula: AnyFormula) => Behind | Instead;
  /** Its parts that are explained by themselves: all of it is one, where there are no others. */
  readonly partsOf: (formula: AnyFormula) => readonly Part[];
}

/** Nothing stands behind such a figure by itself: what to ask for instead. */
export interface Instead {
  readonly instead: readonly string[];
}

/** A part of a formula that is explained by itself: what was given back, or all else. */
export interface Part<Formula extends AnyFormula = AnyFormula> {
  readonly side: 'refunded' | 'other';
  readonly formula: Formula;
}

/**
 * One kind of formula: all there is to know of it. A formula is data, so that questions can be sent to other threads; its page is what it
 * means. Where a formula holds others, they are `AnyFormula` here.
 */
export interface FormulaPage<Formula extends AnyFormula = AnyFormula> {
  /** Which formulas are of this page. */
  readonly kind: Formula['kind'];
  /** What it asks the views on a frame, and what it makes of their answers. */
  plan(formula: Formula, frame: Frame, evaluator: Evaluator): Plan;
  /** The facts that it comes from, by itself or through others. */
  sources(formula: Formula, evaluator: Evaluator): readonly Source[];
  /** What stands behind its figures. */
  behind(formula: Formula, evaluator: Evaluator): Behind | Instead;
  /** Its parts that are explained by themselves, which add up to it; absent where it is explained as a whole. */
  parts?(formula: Formula, evaluator: Evaluator): readonly Part<Formula>[];
  /** What its metric takes over from the one that a question asks targets of; absent where it is not about targets. */
  taken?(targeted: Metric): Pick<Metric, 'dimensions'> & Partial<Pick<Metric, 'unit'>>;
}
