import type { Formula } from '#figures/formulas/index.js';
import type { Source } from '#figures/formulas/source.js';
import type { Metric, Unit } from '#figures/metric.js';
import { SERIES } from './subscription.facts.js';

const PARTS = ['product', 'interval', 'currency', 'region', 'salesperson', 'segment', 'tier'];
const ENDED_PARTS = [...PARTS, 'reason'];
const CONVERTED = { converted: ['1'] };
const MONTHS_OF_A_YEAR = 12;

function of(measure: string, where: Source['where'] = CONVERTED): Source {
  return { series: SERIES, measure, where };
}

const MRR = of('mrr');

function money(name: string, kind: Metric['kind'], formula: Formula, definition: string): Metric<Formula> {
  const dimensions = name === 'mrr.churned' ? ENDED_PARTS : PARTS;
  return { name, kind, unit: 'money', type: 'decimal', additive: true, dimensions, definition, formula };
}

function level(name: string, at: 'start' | 'end', definition: string, source = MRR): Metric<Formula> {
  return money(name, 'stock', { kind: 'stock', sources: [source], at }, definition);
}

function step(name: string, measure: string, definition: string, more: Pick<Source, 'stepsOf'> = {}): Metric<Formula> {
  return money(name, 'flow', { kind: 'flow', sources: [{ ...of(measure), ...more }] }, definition);
}

function count(name: string, kind: 'flow' | 'stock', measure: string, definition: string): Metric<Formula> {
  const sources = [of(measure, {})];
  const formula: Formula = kind === 'flow' ? { kind, sources } : { kind, sources, at: 'end' };
  const dimensions = measure === 'ended' ? ENDED_PARTS : PARTS;
  return { name, kind, unit: 'subscriptions', type: 'integer', additive: true, dimensions, definition, formula };
}

function rate(name: string, formula: Formula, definition: string): Metric<Formula> {
  const unit: Unit = 'ratio';
  return { name, kind: 'ratio', unit, type: 'number', additive: false, dimensions: PARTS, definition, formula };
}

export const SUBSCRIPTION_METRICS: readonly Metric<Formula>[] = [
  level('mrr', 'end', 'Monthly value of the subscriptions that run: the amount of a quarter / 3, of a year / 12.'),
  level('mrr.opening', 'start', 'mrr at the start of the period.'),
  step('mrr.new', 'new', 'Monthly value of subscriptions on the day of their start.'),
  step('mrr.expansion', 'expansion', 'What changes added to the monthly value of subscriptions that run.'),
  step('mrr.contraction', 'contraction', 'What changes took from the monthly value of subscriptions that run.'),
  step('mrr.churned', 'churned', 'Monthly value of subscriptions on the day they ended.'),
  step('mrr.reactivated', 'reactivated', 'Monthly value of ended subscriptions on the day they were resumed.'),
  step(
    'mrr.transferred',
    'transferred',
    'Net moves of monthly value between parts, of a subscription whose product or a customer whose region, salesperson, segment or tier changed; 0 in total, but for who is excluded from a day on.',
    { stepsOf: MRR },
  ),
  level(
    'mrr.closing',
    'end',
    'mrr at the end of the period: opening + new + expansion - contraction - churned + reactivated + transferred.',
  ),
  level('arr', 'end', '12 x mrr.', { ...MRR, times: MONTHS_OF_A_YEAR }),
  {
    ...level(
      'mrr.unconverted',
      'end',
      'Monthly value of subscriptions without a rate, each in its own currency: only by=currency, or where.currency with one value.',
      of('mrr', { converted: [''] }),
    ),
    additive: false,
    onlyBy: 'currency',
  },
  count('subscriptions.active', 'stock', 'active', 'Subscriptions that run.'),
  count('subscriptions.started', 'flow', 'started', 'Subscriptions started in the period.'),
  count('subscriptions.ended', 'flow', 'ended', 'Subscriptions that ended in the period, each time they did.'),
  count('subscriptions.resumed', 'flow', 'resumed', 'Ended subscriptions that were resumed in the period.'),
  rate(
    'mrr.churn_rate',
    { kind: 'ratio', numerator: { 'mrr.churned': 1 }, denominator: 'mrr.opening' },
    'churned / opening.',
  ),
  rate(
    'mrr.net_retention',
    { kind: 'retention', source: MRR, instead: ['mrr.opening', 'mrr.closing'] },
    'Of the subscriptions that ran at the start of the period: their monthly value at its end / at its start. Those that came later are in neither.',
  ),
];
