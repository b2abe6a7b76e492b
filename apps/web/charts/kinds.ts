import { CHART_KINDS, isOurKind, type ChartKind } from '#charts/chart-settings.js';
import type { QueryAnswer } from '#client/index.js';
import { isCut, isPeriodColumn } from '../book/answer.js';
import type { Words } from '../words/words.js';
import { kindsOfPlugins } from './other-kinds.js';

export function kindIn(search: URLSearchParams): string | undefined {
  const said = search.get('chart') ?? '';
  return isOurKind(said) || kindsOfPlugins().some(({ name }) => name === said) ? said : undefined;
}

/** All there are, with what they are called. */
export function kindsCalled({ t, language }: Words): readonly (readonly [string, string])[] {
  return [
    ...CHART_KINDS.map((one) => [one, t(`chart.${one}`)] as const),
    ...kindsOfPlugins().map(({ name, called }) => [name, called[language]] as const),
  ];
}

/** How an answer is best looked at where nobody says: over time as lines, parts as bars, and a figure as what it is. */
export function usualKind(answer: QueryAnswer): ChartKind {
  const cuts = answer.columns.filter((column) => isCut(answer, column));
  if (cuts.length === 0) return 'kpi';
  return cuts.some(isPeriodColumn) ? 'line' : 'bar';
}
