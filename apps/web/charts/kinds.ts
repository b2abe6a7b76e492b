import type { QueryAnswer } from '#client/index.js';
import { isCut, isPeriodColumn } from '../book/answer.js';

export const KINDS = ['line', 'bar', 'stacked', 'area', 'pie', 'funnel', 'heatmap', 'matrix', 'kpi', 'table'] as const;
export type ShownKind = (typeof KINDS)[number];

export function kindIn(search: URLSearchParams): ShownKind | undefined {
  return KINDS.find((kind) => kind === search.get('chart'));
}

/** How an answer is best looked at where nobody says: over time as lines, parts as bars, and a figure as what it is. */
export function usualKind(answer: QueryAnswer): ShownKind {
  const cuts = answer.columns.filter((column) => isCut(answer, column));
  if (cuts.length === 0) return 'kpi';
  return cuts.some(isPeriodColumn) ? 'line' : 'bar';
}
