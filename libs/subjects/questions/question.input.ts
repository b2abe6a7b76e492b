import { chartErrors, KIND_FORM, kindError, MOST_GROUPS } from '#charts/chart-settings.js';
import { COMPARISONS } from '#figures/question.js';
import { ROW_GRAIN, ROW_GRAINS, type RowGrain } from '#kernel/time/periods.js';
import { flag } from '#ledger/input/flag.js';
import { whole } from '#ledger/input/number.js';
import { list, map, object, optional } from '#ledger/input/object.js';
import { currency, formed, label, labels, oneOf, text } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';

/** How an answer is drawn. */
export const CHART = object({
  kind: formed<string>(KIND_FORM, kindError()),
  title: optional(label),
  metrics: optional(list(label)),
  top: optional(whole(MOST_GROUPS, 1)),
});

/** A question of `POST /v1/query` that is kept: what its parts mean is for the figures to say. */
export const QUESTION = object({
  metrics: list(label),
  by: optional(list(label)),
  grain: optional(formed<RowGrain>(ROW_GRAIN, `must be one of ${ROW_GRAINS}`)),
  period: optional(label),
  from: optional(date),
  to: optional(date),
  where: optional(map(labels)),
  asOf: optional(label),
  knownAt: optional(label),
  compare: optional(oneOf(COMPARISONS)),
  currency: optional(currency),
  rates: optional(label),
  organisation: optional(label),
  includeExcluded: optional(flag),
});

/** What is said of a saved question. */
export const SAVED_QUESTION = object(
  { title: label, description: optional(text), question: QUESTION, chart: CHART },
  ({ question, chart }, scope) => {
    if (!scope.sound) return;
    for (const { field, detail } of chartErrors(chart, question?.metrics)) scope.fail(`chart.${field}`, detail);
  },
);
