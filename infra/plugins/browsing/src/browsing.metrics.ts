import type { Dimensions, Formula, Metric } from '@tallybook/plugin';
import { SERIES } from './browsing.facts.js';

const VIEWS = { series: SERIES.name, measure: 'views' };

export const METRICS: readonly Metric<Formula>[] = [
  metric('views', true, { kind: 'flow', sources: [VIEWS] }, 'Page views in the period.'),
  metric(
    'viewers',
    false,
    { kind: 'distinct', of: 'record', source: VIEWS },
    'Customers and visitors nobody knows who looked at a page in the period, each once. A visitor that is identified later counts as that ' +
      'customer on the days before too, so that this can become fewer: as known then, it is what it was.',
  ),
];

export const DIMENSIONS: Dimensions = { viewer: { values: ['anonymous', 'known'] } };

function metric(name: string, additive: boolean, formula: Formula, definition: string): Metric<Formula> {
  const { dimensions } = SERIES;
  return { name, kind: 'flow', unit: name, type: 'integer', additive, dimensions, definition, formula };
}
