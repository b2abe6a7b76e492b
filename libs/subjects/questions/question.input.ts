import { COMPARISONS } from '#figures/question.js';
import { GRAINS } from '#kernel/time/periods.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { label, labels, oneOf, text } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';

/** How an answer is drawn. */
const CHART_KINDS = ['line', 'bar', 'stacked', 'area', 'pie', 'funnel', 'heatmap', 'matrix', 'kpi', 'table'] as const;

/** A chart of an answer. */
const CHART = object({ kind: oneOf(CHART_KINDS) });

/** A question of `POST /v1/query` that is kept: what its parts mean is for the figures to say. */
export const QUESTION = object({
  metrics: list(label),
  by: optional(list(label)),
  grain: optional(oneOf(GRAINS)),
  period: optional(label),
  from: optional(date),
  to: optional(date),
  where: optional(map(labels)),
  asOf: optional(label),
  knownAt: optional(label),
  compare: optional(oneOf(COMPARISONS)),
});

/** What is said of a saved question. */
export const SAVED_QUESTION = object({
  title: label,
  description: optional(text),
  question: QUESTION,
  chart: CHART,
});
