import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric, Unit } from '#figures/metric.js';

/** What an opportunity has one of. */
export const PARTS = ['salesperson', 'region', 'product', 'currency', 'pipeline', 'stage'];
/** And one that was closed. */
export const CLOSED_PARTS = [...PARTS, 'outcome', 'reason'];
export const CONVERTED = { converted: ['1'] };
/** Ends definitions of what is open. */
export const OWN_STAGE = ' By stage: the stage of the opportunity itself.';

export function of(measure: string, where: Source['where'] = {}): Source {
  return { series: 'deals', measure, where };
}

export function count(
  name: string,
  formula: Formula,
  definition: string,
  dimensions: readonly string[] = PARTS,
): Metric<Formula> {
  const kind = formula.kind === 'stock' ? 'stock' : 'flow';
  return { name, kind, unit: 'opportunities', type: 'integer', additive: true, dimensions, definition, formula };
}

/** Of what could be converted, by the source of the formula. */
export function amount(...of: Parameters<typeof count>): Metric<Formula> {
  return { ...count(...of), unit: 'money', type: 'decimal' };
}

export function flow(...sources: readonly Source[]): Formula {
  return { kind: 'flow', sources };
}

export function level(source: Source, at: 'start' | 'end' = 'end'): Formula {
  return { kind: 'stock', sources: [source], at };
}

export function ratio(
  name: string,
  numerator: string,
  denominator: string,
  definition: string,
  told?: Parameters<typeof derived>[3],
): Metric<Formula> {
  return derived(name, { kind: 'ratio', numerator: { [numerator]: 1 }, denominator }, definition, told);
}

/** A number worked out of other figures. */
export function derived(
  name: string,
  formula: Formula,
  definition: string,
  { dimensions = PARTS, unit = 'ratio' }: { readonly dimensions?: readonly string[]; readonly unit?: Unit } = {},
): Metric<Formula> {
  return { name, kind: 'ratio', unit, type: 'number', additive: false, dimensions, definition, formula };
}
