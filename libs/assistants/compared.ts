import type { QueryAnswer } from '#client/index.js';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';

type Figure = string | number | null;
type Row = QueryAnswer['rows'][number];

/** A figure at two points of time; null where one of them has none. */
interface Change {
  readonly a: Figure;
  readonly b: Figure;
  readonly change: Figure;
}

/** Two answers to the same question, row by row. What only one of them has a row for is 0 in the other, where it is a number of things. */
export function compared(metrics: readonly string[], a: QueryAnswer, b: QueryAnswer) {
  const nothing: Row = Object.fromEntries(b.columns.map(({ name, type }) => [name, NOTHING[type]]));
  const before = byPart(metrics, a);
  const after = byPart(metrics, b);
  const rows = [...new Map([...before, ...after])].map(([key, { part }]) => {
    const [then, now] = [before, after].map((rows) => rows.get(key)?.row ?? nothing);
    return { ...part, ...changes(metrics, then, now) };
  });
  return { rows, totals: changes(metrics, a.totals, b.totals) };
}

const NOTHING = { integer: 0, decimal: '0', number: null, string: null } as const;

/** Rows by what they are of. */
function byPart(metrics: readonly string[], { rows }: QueryAnswer) {
  const parted = rows.map((row) => {
    const part = Object.fromEntries(Object.entries(row).filter(([name]) => !metrics.includes(name)));
    return [JSON.stringify(part), { part, row }] as const;
  });
  return new Map(parted);
}

function changes(metrics: readonly string[], a: Row = {}, b: Row = {}): Readonly<Record<string, Change>> {
  return Object.fromEntries(metrics.map((name) => [name, changeOf(a[name] ?? null, b[name] ?? null)]));
}

/** Exact where both are decimals; of ratios as numbers are. */
function changeOf(a: Figure, b: Figure): Change {
  if (a === null || b === null) return { a, b, change: null };
  if (typeof a === 'string' && typeof b === 'string')
    return { a, b, change: formatDecimal(readDecimal(b) - readDecimal(a)) };
  return { a, b, change: Number(b) - Number(a) };
}
