import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import type { ReadableStays } from '#kernel/readable.js';
import { FOREVER } from './values.js';

/** Somebody was in one part from a day on, up to the day before another. */
export interface Stay {
  readonly from: number;
  readonly to: number;
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
 * @param stays all that end on the first day of any of the moves or later, by day
 * @returns the stays that are no more, and those that are new, both by day
 */
export function restayed<Known extends Stay>(
  stays: readonly Known[],
  moves: readonly Move[],
): { readonly gone: readonly Known[]; readonly come: readonly Stay[] } {
  const first = moves.reduce((least, { day }) => Math.min(least, day), Infinity);
  const net = new Net();
  for (const [i, { from, part }] of stays.entries()) {
    if (from < first) continue;
    net.add(from, part, 1n);
    // Between two stays there may have been a time without.
    const before = stays[i - 1];
    if (before?.to === from) net.add(from, before.part, -1n);
  }
  for (const [i, { to, part }] of stays.entries())
    if (to !== FOREVER && to >= first && stays[i + 1]?.from !== to) net.add(to, part, -1n);
  for (const { day, from, to, count } of moves) {
    if (to !== undefined) net.add(day, to, count);
    if (from !== undefined) net.add(day, from, -count);
  }
  const standing = stays.find(({ from, to }) => from < first && to >= first);
  const after = net.stays(standing);
  const key = ({ from, to, part }: Stay): string => JSON.stringify([from, to, ...part]);
  const [before, now] = [new Set(stays.map(key)), new Set(after.map(key))];
  return {
    gone: stays.filter((stay) => stay.to >= first && !now.has(key(stay))),
    come: after.filter((stay) => !before.has(key(stay))),
  };
}

/** How many more are in each part from a day on. */
class Net {
  private readonly days = new Map<number, Map<string, bigint>>();

  add(day: number, part: readonly string[], count: bigint): void {
    const parts = this.days.get(day) ?? new Map<string, bigint>();
    this.days.set(day, parts);
    const key = JSON.stringify(part);
    parts.set(key, (parts.get(key) ?? 0n) + count);
  }

  /** @param standing the stay that goes on when the first day begins */
  stays(standing: Stay | undefined): readonly Stay[] {
    const stays: Stay[] = [];
    let current = standing;
    for (const [day, parts] of [...this.days].sort(([a], [b]) => a - b)) {
      const entered = [...parts].filter(([, count]) => count > 0n).map(([key]) => JSON.parse(key) as readonly string[]);
      const left = [...parts].some(([, count]) => count < 0n);
      if (entered.length === 0 && !left) continue;
      if (current !== undefined) stays.push({ ...current, to: day });
      const [part] = entered;
      current = part === undefined ? undefined : { from: day, to: FOREVER, part };
    }
    if (current !== undefined) stays.push({ ...current, to: FOREVER });
    return stays.filter(({ from, to }) => from < to);
  }
}
