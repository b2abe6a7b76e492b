import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import { workOf } from './evaluate.js';
import type { Frame } from './frame.js';
import type { Metric } from './metric.js';
import type { Span } from './span.js';
import { wholeOf } from './value.js';

/** What a figure is made of: the things behind it, each with its share. Shares sum to the figure. */
export type Shares = ReadonlyMap<string, bigint>;

/** What kind of thing stands behind a metric's figures: its own record in the facts, or the customer. */
export type Behind = 'record' | 'customer';

/** The cell a question about records is about. */
export interface CellQuestion {
  readonly metric: Metric;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly window: Span;
  readonly knownAt?: number;
}

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

/**
 * The things behind a cell and their shares; nothing with a share of 0. The cell itself, worked out by its things: so they sum to it.
 * @throws Problem as `behind`
 */
export async function sharesOf({ metric, where, window, knownAt }: CellQuestion, views: Views): Promise<Shares> {
  const known = knownAt === undefined ? {} : { knownAt };
  const frame: Frame = { windows: [window], by: [behind(metric)], where, asked: Object.keys(where), ...known };
  const work = workOf(metric, frame);
  const { cells } = await views.sums(work.requests);
  const shares = [...work.finish(cells)].map(([key, [share]]): [string, bigint] => {
    const [id = ''] = JSON.parse(key) as readonly string[];
    return [id, wholeOf(share)];
  });
  return new Map(shares.filter(([, share]) => share !== 0n));
}
