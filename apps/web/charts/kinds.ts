import { CHART_KINDS, type ChartKind } from '#charts/chart-settings.js';
import type { QueryAnswer } from '#client/index.js';
import { isCut, isPeriodColumn } from '../book/answer.js';

export function kindIn(search: URLSearchParams): ChartKind | undefined {
  return CHART_KINDS.find((kind) => kind === search.get('chart'));
}

/** How an answer is best looked at where nobody says: over time as lines, parts as bars, and a figure as what it is. */
export function usualKind(answer: QueryAnswer): ChartKind {
  const cuts = answer.columns.filter((column) => isCut(answer, column));
  if (cuts.length === 0) return 'kpi';
  return cuts.some(isPeriodColumn) ? 'line' : 'bar';
}
