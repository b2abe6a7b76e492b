import type { Basis } from '#kernel/ports/basis.js';
import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import type { Frame } from './frame.js';
import type { Metric } from './metric.js';
import type { Span } from './span.js';
import { wholeOf } from './value.js';

/** What a figure is made of: the things behind it, each with its share. Shares sum to the figure. */
export type Shares = ReadonlyMap<string, bigint>;

/** The cell a question about records is about. */
export interface CellQuestion {
  readonly metric: Metric;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly window: Span;
  readonly asOf: number;
  readonly knownAt?: number;
  readonly basis?: Basis;
}

/**
 * The things behind a cell and their shares; nothing with a share of 0. The cell itself, worked out by its things: so they sum to it.
 * @throws Problem as `Catalogue.behind`
 */
export async function sharesOf(
  { metric, where, window, asOf, knownAt, basis }: CellQuestion,
  views: Views,
  catalogue: Catalogue,
): Promise<Shares> {
  const known = knownAt === undefined ? {} : { knownAt };
  const frame: Frame = {
    windows: [window],
    asOf,
    by: [catalogue.behind(metric)],
    where,
    asked: Object.keys(where),
    ...known,
    ...(basis !== undefined && { basis }),
  };
  const plan = catalogue.planOf(metric, frame);
  const { cells } = await views.sums(plan.requests);
  const shares = [...plan.finish(cells)].map(([key, [share]]): [string, bigint] => {
    const [id = ''] = JSON.parse(key) as readonly string[];
    return [id, wholeOf(share)];
  });
  return new Map(shares.filter(([, share]) => share !== 0n));
}
