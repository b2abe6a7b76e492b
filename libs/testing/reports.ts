import type { Report } from '#drawing/documents/report.js';
import type { Answer } from '#figures/figure.answers.js';
import type { ChartAnswer } from '#charts/chart-answer.js';
import { ordersByRegion, revenueByMonth, revenueByRegion } from './answers.js';

const DEFINITIONS = { lifecycle: 'default', tiers: 'gold-first' };

const asked = ({ columns, rows, totals, meta }: ChartAnswer): Answer => ({
  columns: columns.map(({ name, type, unit }) => ({ name, type, unit })),
  rows: rows.map((row) => ({ ...row })),
  totals: { ...totals },
  meta: { ...meta, incomplete: [...meta.incomplete], definitions: DEFINITIONS },
});

/** A report of three answers with names in several scripts, a figure that has changed since, and a note. */
export function aReport(more: Partial<Report> = {}): Report {
  const { asOf, position, knownAt } = revenueByMonth().meta;
  const money = { name: 'revenue.net', type: 'decimal', unit: 'money' } as const;
  return {
    title: 'Monthly <figures> & more',
    period: '2024-03',
    asOf,
    knownAt,
    position,
    definitions: DEFINITIONS,
    language: 'en',
    parts: [
      {
        title: 'Revenue: this year/last year',
        chart: { kind: 'line' },
        answer: asked(revenueByMonth()),
        question: { metrics: ['revenue.net'] },
        meanings: { 'revenue.net': 'sales less refunds' },
      },
      { title: 'Orders', chart: { kind: 'stacked' }, answer: asked(ordersByRegion(60)) },
      { title: 'Ελλάδα, Москва', chart: { kind: 'pie' }, answer: asked(revenueByRegion()) },
    ],
    changes: [{ title: 'revenue.net · España', column: money, before: '20.20', after: '21.4' }],
    notes: ['Two reports were missed and are made up here.'],
    ...more,
  };
}
