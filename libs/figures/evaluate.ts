import { Problem } from '#kernel/problem.js';
import { metricNamed } from '#subjects/catalogue.js';
import { evaluatorOf, pageOf } from './formulas/index.js';
import type { Part } from './formulas/page.js';
import type { Behind, Source } from './formulas/source.js';
import type { Frame } from './frame.js';
import type { Metric } from './metric.js';
import type { Plan } from './plan.js';

const evaluator = evaluatorOf(metricNamed);

/** How a metric is worked out on a frame. */
export function planOf({ formula }: Metric, frame: Frame): Plan {
  return evaluator.planOf(formula, frame);
}

/** The facts that a metric comes from, by itself or through others. */
export function sourcesOf({ formula }: Metric): readonly Source[] {
  return evaluator.sourcesOf(formula);
}

/** What kind of thing stands behind a metric's figures. @throws Problem for a metric that has no records of its own */
export function behind({ name, formula }: Metric): Behind {
  const found = evaluator.behind(formula);
  if (typeof found === 'string') return found;
  throw new Problem(
    'unknown-metric',
    `${name} is worked out from other figures and has no records of its own: ask for ${[...new Set(found.instead)].join(' and ')}`,
  );
}

/** The parts of a metric that are explained by themselves: all of it is one, where there are no others. */
export function partsOf(metric: Metric): readonly { readonly side: Part['side']; readonly metric: Metric }[] {
  const { formula } = metric;
  const parts = pageOf(formula).parts?.(formula) ?? [{ side: 'other', formula }];
  return parts.map(({ side, formula: part }) => ({ side, metric: { ...metric, formula: part } }));
}
