import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { METRIC, METRIC_NAME } from './metric.input.js';
import { METRIC_NAMES, metricsIn } from './metric.names.js';
import { needMetric } from './metric.rule.js';

const METRICS = namedSubject({
  ...METRIC_NAMES,
  words: 'a custom metric',
  scope: 'policy',
  id: METRIC_NAME,
  content: METRIC,
  means: needMetric,
  looksAt: metricsIn,
  example: {
    id: 'custom.revenue_per_buyer',
    content: {
      title: 'Revenue per buyer',
      unit: 'money',
      definition: 'What a customer who bought anything spent, on average.',
      formula: { ratio: [{ metric: 'revenue.sales' }, { metric: 'customers.buyers' }] },
    },
  },
});

const { listCustomMetrics: _list, ...reads } = METRICS.reads;

/** Metrics that callers define of those there are. `GET /v1/metrics` lists them beside these: a list of their own there is none. */
export const METRICS_SUBJECT: Subject = { ...METRICS, reads };
