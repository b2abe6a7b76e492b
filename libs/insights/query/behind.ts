import { Problem } from '#kernel/problem.js';
import type { Metric } from './metric.js';

/** What kind of thing stands behind a metric's figures: its own record in the facts, or the customer. */
export type Behind = 'record' | 'customer';

/** @throws Problem for a ratio, which has no records of its own */
export function behind({ name, formula }: Metric): Behind {
  switch (formula.kind) {
    case 'ratio':
      throw noRecords(name, [...Object.keys(formula.numerator), formula.denominator]);
    case 'quantile':
      throw noRecords(name, [name.replace(/\.\w+$/, '.count')]);
    case 'target':
    case 'attainment':
      throw noRecords(name, ['the metric the target is of']);
    case 'either':
      return behind({ name, formula: formula.otherwise } as Metric);
    case 'distinct':
      return formula.of;
    case 'transitions':
    case 'first-in-period':
      return 'customer';
    case 'flow':
    case 'stock': {
      const series = formula.sources[0]?.series;
      return series === 'moves' || series === 'gaps' ? 'customer' : 'record';
    }
  }
}

function noRecords(name: string, parts: readonly string[]): Problem {
  return new Problem(
    'unknown-metric',
    `${name} is worked out from other figures and has no records of its own: ask for ${[...new Set(parts)].join(' and ')}`,
  );
}
