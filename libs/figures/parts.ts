import type { Catalogue } from './catalogue.js';
import type { Question } from './question.js';
import { combinationsOf, type Worked } from './table.js';
import { toFigure, type Figure } from './value.js';

/**
 * The figures of one metric, period by period, by the values of one dimension, in their order; under '' where it goes by none. Without rows,
 * of which there would be millions.
 */
export interface Parts {
  readonly buckets: readonly string[];
  readonly figures: ReadonlyMap<string, readonly Figure[]>;
}

/** Of what was worked out by rows. */
export function partsIn(question: Question, buckets: readonly string[], worked: Worked, catalogue: Catalogue): Parts {
  const { metric, rows } = worked;
  const figures = combinationsOf(question, [worked], catalogue).map(({ key, values: [part = ''] }) => {
    const values = rows.get(key);
    return [part, buckets.map((_, i) => toFigure(values?.[i], metric))] as const;
  });
  return { buckets, figures: new Map(figures) };
}
