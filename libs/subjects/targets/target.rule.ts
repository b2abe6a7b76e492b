import type { Catalogue } from '#figures/catalogue.js';
import { Problem } from '#kernel/problem.js';
import type { TargetSet } from './target.events.js';

/** @throws Problem where the metric can have no target cut like this */
export function needTargetable({ metric, where }: TargetSet['data'], catalogue: Catalogue): void {
  const detail = catalogue.targetObjection(metric, Object.keys(where));
  if (detail !== undefined) throw new Problem('invalid-request', `metric ${detail}`, [{ field: 'metric', detail }]);
}
