import type { Catalogue } from '#figures/catalogue.js';
import { parseQuestion } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import type { AlertRule } from './alert-rule.js';

/** @throws Problem naming the field that means nothing to the figures */
export function needMeaningful({ metric, where, by, condition }: AlertRule, catalogue: Catalogue): void {
  const known = catalogue.metricNamed(metric);
  if (known.versions !== undefined)
    throw new Problem('unknown-metric', `${metric} is a custom metric: alerts are of the built-in ones`);
  const names = 'attainment' in condition ? [metric, 'target.attainment'] : [metric];
  parseQuestion({ metrics: names, where, ...(by !== undefined && { by: [by] }) }, catalogue);
  if ('noData' in condition && known.kind === 'stock')
    throw invalid('condition', `noData is about what happens: ${metric} is a level, which there is every day`);
  if ('attainment' in condition) {
    const wrong = catalogue.targetObjection(metric, Object.keys(where));
    if (wrong !== undefined) throw invalid('metric', `${wrong}, with attainment`);
  }
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}
