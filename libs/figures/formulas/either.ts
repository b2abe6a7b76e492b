import type { Frame } from '../frame.js';
import type { AnyFormula } from '../metric.js';
import { segmentColumn } from '../segment-dimension.js';
import type { FormulaPage } from './page.js';

/**
 * One formula in general, another one where one of these dimensions is asked for. `inTotal`: also in the total of rows divided by it.
 * `segments`: also where one of a segment is.
 */
export interface Either {
  readonly kind: 'either';
  readonly inTotal?: true;
  readonly segments?: true;
  readonly dimensions: readonly string[];
  readonly then: AnyFormula;
  readonly otherwise: AnyFormula;
}

export const either: FormulaPage<Either> = {
  kind: 'either',
  plan: (formula, frame, { planOf }) => planOf(applying(formula, frame), frame),
  sources: ({ then, otherwise }, { sourcesOf }) => [then, otherwise].flatMap(sourcesOf),
  behind: ({ otherwise }, { behind }) => behind(otherwise),
};

function applying(
  { dimensions, inTotal, segments, then, otherwise }: Either,
  { by, where, divided, rows = {} }: Frame,
): AnyFormula {
  const asked = [...by, ...Object.keys(where), ...Object.keys(rows), ...(inTotal === true ? (divided ?? []) : [])];
  const isMeant = (name: string): boolean =>
    dimensions.includes(name) || (segments === true && segmentColumn(name) !== undefined);
  return asked.some(isMeant) ? then : otherwise;
}
