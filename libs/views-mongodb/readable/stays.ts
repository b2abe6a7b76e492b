import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import type { ReadableStays } from '#kernel/readable.js';
import { FOREVER } from './values.js';

/** Somebody was in one part from a day on, up to the day before another. */
export interface Stay {
  readonly from: number;
  readonly to: number;
  /** How often: once; below zero where what a shard adds takes back a stay that another one has, of who is merged. */
  readonly count: bigint;
  /** In the order of the declared parts. */
  readonly part: readonly string[];
}

/** How many went on a day from one part to another; undefined: it did not exist. Below zero where that is taken back. */
export interface Move {
  readonly day: number;
  readonly from: readonly string[] | undefined;
  readonly to: readonly string[] | undefined;
  readonly count: bigint;
}

/** Reads moves from the facts of a series. */
export function movesIn({ parts, measure }: ReadableStays, { dimensions, measures }: SeriesSchema): (row: Row) => Move {
  const sides = ['from', 'to'].map((side) => parts.map((name) => dimensions.indexOf(`${side}_${name}`)));
  const counted = Object.keys(measures).indexOf(measure);
  const partOf = (row: Row, side: readonly number[] = []): readonly string[] | undefined => {
    const part = side.map((index) => row.dimensions[index] ?? '');
    return part.some((text) => text !== '') ? part : undefined;
  };
  return (row) => ({
    day: row.valid,
    from: partOf(row, sides[0]),
    to: partOf(row, sides[1]),
    count: row.measures[counted] ?? 0n,
  });
}

/**
 * What one's stays become when moves are added.
 * @param stays all that end on the first day of any of the moves or later
 * @returns the stays that are no more, and those that are new
 */
export function restayed<Known extends Stay>(
  stays: readonly Known[],
  moves: readonly Move[],
): { readonly gone: readonly Known[]; readonly come: readonly Stay[] } {
  const first = moves.reduce((least, { day }) => Math.min(least, day), Infinity);
  const open = stays.filter(({ to }) => to >= first);
  const levels = new Levels();
  for (const { from, to, part, count } of open) {
    levels.add(from, part, count);
    if (to !== FOREVER) levels.add(to, part, -count);
  }
  for (const { day, from, to, count } of moves) {
    if (to !== undefined) levels.add(day, to, count);
    if (from !== undefined) levels.add(day, from, -count);
  }
  const after = levels.stays();
  const key = ({ from, to, part, count }: Stay): string => JSON.stringify([from, to, String(count), ...part]);
  const [before, now] = [new Set(open.map(key)), new Set(after.map(key))];
  return {
    gone: open.filter((stay) => !now.has(key(stay))),
    come: after.filter((stay) => !before.has(key(stay))),
  };
}

/** How many more are in each part from a day on. */
class Levels {
  private readonly parts = new Map<string, Map<number, bigint>>();

  add(day: number, part: readonly string[], count: bigint): void {
    const key = JSON.stringify(part);
    const days = this.parts.get(key) ?? new Map<number, bigint>();
    this.parts.set(key, days);
    days.set(day, (days.get(day) ?? 0n) + count);
  }

  stays(): readonly Stay[] {
    return [...this.parts].flatMap(([key, days]) => staysIn(JSON.parse(key) as readonly string[], days)).sort(byFrom);
  }
}

/** @param days how many more are in the part from each of them on */
function staysIn(part: readonly string[], days: ReadonlyMap<number, bigint>): readonly Stay[] {
  const stays: Stay[] = [];
  let current: Stay = { from: -Infinity, to: FOREVER, part, count: 0n };
  for (const [day, more] of [...days].sort(([a], [b]) => a - b)) {
    if (more === 0n) continue;
    stays.push({ ...current, to: day });
    current = { from: day, to: FOREVER, part, count: current.count + more };
  }
  return [...stays, current].filter(({ count }) => count !== 0n);
}

function byFrom(a: Stay, b: Stay): number {
  return a.from - b.from;
}
