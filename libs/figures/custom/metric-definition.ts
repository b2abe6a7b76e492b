import type { SaidFormula } from './said-formula.js';

/** A metric as a caller defined it. */
export interface MetricDefinition {
  readonly name: string;
  /** Which of its definitions this is. */
  readonly version: number;
  readonly title: string;
  /** What follows from the formula where absent. */
  readonly unit?: string;
  readonly definition: string;
  readonly formula: SaidFormula;
}

export type MetricDefinitions = ReadonlyMap<string, MetricDefinition>;
