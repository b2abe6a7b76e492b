import { Catalogue } from '#figures/catalogue.js';
import type { Metric } from '#figures/metric.js';
import type { ContentRules } from '#ledger/content-rules.js';
import { SUBJECTS } from './index.js';

/** Every metric there is and what they go by, in the order of subjects. */
export const CATALOGUE = new Catalogue(
  SUBJECTS.flatMap(({ metrics = [] }) => metrics),
  SUBJECTS.map(({ dimensions = {} }) => dimensions),
);

/** What `GET /v1/metrics` lists. */
export function listMetrics(): readonly Omit<Metric, 'formula'>[] {
  return [...CATALOGUE.metrics.values()].map(({ formula: _formula, ...listed }) => listed);
}

/** What content has to mean, as each subject knows of its own. */
export const CONTENT_RULES: ContentRules = Object.fromEntries(
  SUBJECTS.flatMap(({ rules = {} }) => Object.entries(rules)).map(([of, rule]) => [
    of,
    (content: never) => rule(content, CATALOGUE),
  ]),
);
