import type { Places } from '#kernel/ports/places.js';
import { columnNamed, measureNamed } from './layout.js';

/** The id of the empty text. */
const NOWHERE = 0;

/**
 * Facts with the columns of places, for a FROM. Only moves that lead elsewhere are looked at: of all there are, most change something else.
 * @param facts and moves of their series, for a FROM @param recordedTo the last day that moves may be recorded on
 * @param bound what stands for a value
 */
export function factsPlaced(
  facts: string,
  moves: string,
  { merged = [], ...places }: Places,
  recordedTo: number | undefined,
  bound: (value: string) => string,
): string {
  const { measure, day, columns } = places;
  const names = Object.keys(columns).map(columnNamed);
  const elsewhere = Object.values(columns).map(({ from, to }) => `${columnNamed(from)} <> ${columnNamed(to)}`);
  const known = recordedTo === undefined ? '' : `AND recorded <= ${String(recordedTo)}`;
  const side = (which: 'from' | 'to', sign: '' | '-'): string => {
    const parts = Object.entries(columns).map(
      ([name, column]) => `${columnNamed(column[which])} AS ${columnNamed(name)}`,
    );
    return `SELECT customer, ${parts.join()}, ${sign}${measureNamed(measure)} AS moves FROM ${moves}
      WHERE valid <= ${String(day)} ${known} AND (${elsewhere.join(' OR ')})`;
  };
  const standing = `SELECT ${['customer', ...names].join()} FROM (${side('to', '')} UNION ALL ${side('from', '-')})
    GROUP BY ${['customer', ...names].join()} HAVING sum(moves) > 0`;
  const placed = Object.entries(columns).map(
    ([name, { own }]) =>
      `CASE WHEN facts.customer = '' THEN facts.${columnNamed(own)} ELSE coalesce(placed.${columnNamed(name)}, ${String(NOWHERE)}) END AS ${columnNamed(name)}`,
  );
  const [others, who] =
    merged.length === 0
      ? ['', 'facts.customer']
      : [mergedJoined(merged, bound), 'coalesce(merged.survivor, facts.customer)'];
  return `(SELECT facts.*, ${placed.join()} FROM ${facts} AS facts ${others} LEFT JOIN (${standing}) AS placed ON placed.customer = ${who})`;
}

function mergedJoined(merged: NonNullable<Places['merged']>, bound: (value: string) => string): string {
  const rows = merged.map(([customer, survivor]) => `(${bound(customer)}, ${bound(survivor)})`);
  return `LEFT JOIN (VALUES ${rows.join()}) AS merged(customer, survivor) ON merged.customer = facts.customer`;
}
