import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { amount, CLOSED_PARTS, CONVERTED, flow, level, of, OWN_STAGE } from './deal-metric.js';

const VALUE = of('value', CONVERTED);

/** What open opportunities are worth, and how it came about: opening + created + changed - won - lost = closing, in every part. */
export const PIPELINE_METRICS: readonly Metric<Formula>[] = [
  amount('pipeline.value', level(VALUE), `Value of the open opportunities.${OWN_STAGE}`),
  amount(
    'pipeline.weighted',
    level(of('weighted', CONVERTED)),
    `Value x probability of the open opportunities; without a probability nothing.${OWN_STAGE}`,
  ),
  amount('pipeline.opening', level(VALUE, 'start'), 'pipeline.value at the start of the period.'),
  amount('pipeline.created', flow(of('created', CONVERTED)), 'Value of opportunities as they were opened.'),
  amount(
    'pipeline.changed',
    flow({ ...of('changed', CONVERTED), stepsOf: VALUE }),
    'What else became of pipeline.value: other values, closings at another value than it stood at, reopenings, net moves between parts, and what was of customers excluded from a day on.',
  ),
  amount('pipeline.won', flow(of('won_value', CONVERTED)), 'Value of what was won in the period.', CLOSED_PARTS),
  amount('pipeline.lost', flow(of('lost_value', CONVERTED)), 'Value of what was lost in the period.', CLOSED_PARTS),
  amount(
    'pipeline.closing',
    level(VALUE),
    'pipeline.value at the end of the period: opening + created + changed - won - lost.',
  ),
  {
    ...amount(
      'pipeline.unconverted',
      level(of('value', { converted: [''] })),
      'Value of open opportunities without a rate, each in its own currency: only by=currency, or where.currency with one value.',
    ),
    additive: false,
    onlyBy: 'currency',
  },
];
