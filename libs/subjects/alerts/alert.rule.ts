import type { Catalogue } from '#figures/catalogue.js';
import { parseQuestion } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import type { AlertRule } from './alert-rule.js';
import { systemMetric, type SystemMetric } from './system-metrics.js';

/** @throws Problem naming the field that means nothing to the figures */
export function needMeaningful(rule: AlertRule, catalogue: Catalogue): void {
  const system = systemMetric(rule.metric);
  if (system !== undefined) needNow(rule, system);
  else needFigures(rule, catalogue);
}

function needFigures({ metric, where, by, condition }: AlertRule, catalogue: Catalogue): void {
  const known = catalogue.metricNamed(metric);
  const names = 'attainment' in condition ? [metric, 'target.attainment'] : [metric];
  parseQuestion({ metrics: names, where, ...(by !== undefined && { by: [by] }) }, catalogue);
  if ('noData' in condition && known.kind === 'stock')
    throw invalid('condition', `noData is about what happens: ${metric} is a level, which there is every day`);
  if ('attainment' in condition) {
    const wrong = catalogue.targetObjection(metric, Object.keys(where));
    if (wrong !== undefined) throw invalid('metric', `${wrong}, with attainment`);
  }
}

/** What the system says of itself is judged as it is now: there is nothing before that it could be compared with. */
function needNow({ metric, where, by, condition, for: held }: AlertRule, { dimensions }: SystemMetric): void {
  if (!['above', 'below', 'outside', 'inside'].some((kind) => kind in condition))
    throw invalid('condition', `must be above, below, outside or inside: ${metric} has no history`);
  if (held !== undefined) throw invalid('for', `has no meaning here: ${metric} has no history`);
  const unknown = [...(by === undefined ? [] : [by]), ...Object.keys(where)].find((name) => !dimensions.includes(name));
  if (unknown === undefined) return;
  const goesBy = dimensions.length === 0 ? 'nothing' : dimensions.join(', ');
  throw new Problem('unknown-dimension', `${metric} does not go by ${unknown}; it goes by ${goesBy}`);
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}
