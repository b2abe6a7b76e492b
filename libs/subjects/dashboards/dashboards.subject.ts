import type { Static } from 'typebox';
import { madeByCallers } from '../made-by-callers.js';
import { namedSubject } from '../named.js';
import { DASHBOARD } from './dashboard.input.js';
import { needDashboard } from './dashboard.rule.js';

/** Several answers side by side, as of one state of the book. */
export const DASHBOARDS = namedSubject({
  name: 'dashboard',
  path: 'dashboards',
  words: 'a dashboard',
  scope: 'read',
  forParts: true,
  content: DASHBOARD,
  means: needDashboard,
  looksAt: madeByCallers,
  refers: (content) =>
    (content as Static<typeof DASHBOARD>).tiles.flatMap(({ question }, i) =>
      typeof question === 'string' ? [{ to: 'question', id: question, field: `tiles[${String(i)}].question` }] : [],
    ),
  example: {
    id: 'sales',
    content: {
      title: 'Sales',
      filters: { channel: ['web', ''] },
      tiles: [
        { question: 'revenue-by-region', width: 8, height: 4 },
        { question: { metrics: ['orders'] }, chart: { kind: 'kpi' }, width: 4, height: 4 },
      ],
    },
  },
});
