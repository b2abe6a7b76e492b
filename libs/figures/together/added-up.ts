import type { Cell } from '#kernel/ports/views.js';

/** What is added up: the cells of some pieces, as far as they were recorded by a day, for one window of one request. */
export interface Wanted {
  readonly request: number;
  /** Of the request's windows. */
  readonly window: number;
  readonly first: number;
  readonly last: number;
  readonly recordedTo: number;
}

/** A cell of a look at the facts: which piece it lies in, when it was recorded, and which of the groups it belongs to. */
export interface Piece {
  readonly at: number;
  readonly recorded: number;
  readonly group: number;
  readonly sums: readonly bigint[];
}

/** A group as it is told, and which of the sums are. */
export interface Shown {
  readonly groups: readonly Cell['group'][];
  readonly measures: readonly number[];
}

/**
 * Adds up what many windows of the same facts want, cells of the same groups with the same measures. Windows that begin alike and go on
 * further, known as long or longer, each take over what the one before has: every cell is added once for all of them.
 * @param tell told the cells of each
 */
export function addedUp(
  wanted: readonly Wanted[],
  pieces: readonly Piece[],
  { groups, measures }: Shown,
  tell: (wanted: Wanted, cells: readonly Cell[]) => void,
): void {
  const byPlace = placed(pieces);
  for (const chain of chainsOf(wanted)) {
    const coming = comingIn(chain, byPlace);
    const totals = new Map<number, bigint[]>();
    for (const [i, one] of chain.entries()) {
      for (const { group, sums } of coming[i] ?? []) {
        const total = totals.get(group);
        if (total === undefined) totals.set(group, [...sums]);
        else for (const [at, sum] of sums.entries()) total[at] = (total[at] as bigint) + sum;
      }
      const cells: Cell[] = [];
      for (const [group, total] of totals) {
        const sums = measures.map((at) => total[at] ?? 0n);
        if (sums.some((sum) => sum !== 0n))
          cells.push({ window: one.window, group: groups[group] as Cell['group'], sums });
      }
      tell(one, cells);
    }
  }
}

function placed(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const places: Piece[][] = [];
  for (const piece of pieces) (places[piece.at] ??= []).push(piece);
  return places;
}

/** Those that take over what the one before has, in order: each begins where it does, ends as late and is known as long, or longer. */
function chainsOf(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  return [...Map.groupBy(wanted, ({ first }) => first).values()].flatMap((alike) => {
    const chains: Wanted[][] = [];
    for (const one of alike.toSorted((a, b) => a.last - b.last || compare(a.recordedTo, b.recordedTo))) {
      const chain = chains.find((known) => (known.at(-1) as Wanted).recordedTo <= one.recordedTo);
      if (chain === undefined) chains.push([one]);
      else chain.push(one);
    }
    return chains;
  });
}

/** Not their difference: both may be without an end. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/** For each of a chain the cells that it has and the one before has not. */
function comingIn(
  chain: readonly Wanted[],
  byPlace: readonly (readonly Piece[] | undefined)[],
): readonly (readonly Piece[])[] {
  const coming = chain.map((): Piece[] => []);
  const last = chain.at(-1)?.last ?? -1;
  let reached = 0;
  for (let at = chain[0]?.first ?? 0; at <= last; at++) {
    while ((chain[reached] as Wanted).last < at) reached++;
    for (const piece of byPlace[at] ?? []) coming[firstKnowing(chain, piece.recorded, reached)]?.push(piece);
  }
  return coming;
}

/** The first of a chain, from one on, that knows what was recorded on a day; its length where none does. */
function firstKnowing(chain: readonly Wanted[], recorded: number, from: number): number {
  let [low, high] = [from, chain.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chain[middle] as Wanted).recordedTo < recorded) low = middle + 1;
    else high = middle;
  }
  return low;
}
