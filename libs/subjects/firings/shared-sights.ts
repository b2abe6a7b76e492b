import type { Figure } from '#figures/value.js';
import { leastAndMost, type Extent, type Sight } from '../alerts/condition.js';

type Row = Readonly<Record<string, Figure>>;

/** Figures by part as every rule that asks alike sees them. */
export interface SharedSights {
  readonly sights: ReadonlyMap<string, Sight>;
  readonly parts: ReadonlySet<string>;
  /** Between which figures all of them lie; undefined where that cannot be said. */
  readonly extent: Extent | undefined;
}

/** By the rows they are of, which rules that ask alike share; by dimension and metric. */
const made = new WeakMap<readonly Row[], Map<string, SharedSights>>();

/** Made once of rows, however many rules look at them. @param by the dimension of the parts; '' is the only one where absent */
export function sharedSights(rows: readonly Row[], by: string | undefined, metric: string): SharedSights {
  const known = made.get(rows) ?? new Map<string, SharedSights>();
  made.set(rows, known);
  const key = `${metric} ${by ?? ''}`;
  const found = known.get(key) ?? sightsOf(rows, by, metric);
  known.set(key, found);
  return found;
}

function sightsOf(rows: readonly Row[], by: string | undefined, metric: string): SharedSights {
  const sights = new Map(rows.map((row) => [partOf(row, by), { value: row[metric] ?? null }]));
  const extent = leastAndMost([...sights.values()].map(({ value }) => value));
  return { sights, parts: new Set(sights.keys()), extent };
}

export function partOf(row: Row, by: string | undefined): string {
  return by === undefined ? '' : String(row[by] ?? '');
}
