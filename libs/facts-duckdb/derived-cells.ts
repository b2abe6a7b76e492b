import { sumColumn } from '#kernel/ports/cell-columns.js';
import type { CellColumns, SumColumn, TextColumn } from '#kernel/ports/views.js';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';
import { Groups, inParts, someOf, type Turn } from './cell-groups.js';

/** Makes the cells of one request from those of another. @param turn awaited between parts of the work: what it throws ends that */
export type Derive = (cells: CellColumns, turn: Turn) => Promise<CellColumns>;

/** Which of a window's cells are added up for which window of another request: -1 for none. */
type WindowOf = readonly number[];

/**
 * How the cells of a request come from those of one that is divided further, over the same facts: the measures are added up over the groups
 * and windows that are one there. Undefined where they do not.
 * @param from has all measures of `to`
 */
export function derivation(from: SumRequest, to: SumRequest): Derive | undefined {
  const windows = windowsIn(from.windows, to.windows);
  const group = to.group.map((name) => from.group.indexOf(name));
  if (windows === undefined || group.includes(-1)) return undefined;
  const isAsFine = from.group.length === to.group.length && windows.every((at, i) => at === i);
  return async (cells, turn) => {
    if (cells.count === 0) return cells;
    const picked = {
      ...{ count: cells.count, windows: cells.windows },
      groups: group.map((i) => cells.groups[i] as TextColumn),
      sums: to.measures.map((name) => cells.sums[from.measures.indexOf(name)] as SumColumn),
    };
    return withoutZeros(isAsFine ? picked : await addedUp(picked, windows, turn), turn);
  };
}

/** Where each window lies among others that are made of them, whole and without a gap. */
function windowsIn(fine: readonly Window[], coarse: readonly Window[]): WindowOf | undefined {
  const found = fine.map(() => -1);
  for (const [at, { from, to }] of coarse.entries()) {
    const first = fine.findIndex((one) => one.from === from);
    if (first < 0) return undefined;
    let last = first;
    while (fine[last]?.to !== to) {
      const next = fine[last + 1];
      if (next?.from === undefined || next.from !== (fine[last] as Window).to + 1) return undefined;
      last++;
    }
    // What lies in two of them cannot be added up for both.
    if (found.slice(first, last + 1).some((one) => one >= 0)) return undefined;
    found.fill(at, first, last + 1);
  }
  return found;
}

async function addedUp(cells: CellColumns, windowOf: WindowOf, turn: Turn): Promise<CellColumns> {
  const windows = cells.windows.map((window) => windowOf[window] ?? -1);
  const groups = new Groups(cells.count, turn);
  await groups.divide(windows, windowOf.length);
  for (const { at, texts } of cells.groups) await groups.divide(at, texts.length);
  const sums: SumColumn[] = [];
  for (const column of cells.sums) sums.push(sumColumn(await groups.totals(column)));
  return { ...someOf({ ...cells, windows, sums: [] }, await groups.firsts()), sums };
}

/** What cancels out is no cell. */
async function withoutZeros(cells: CellColumns, turn: Turn): Promise<CellColumns> {
  const { count, sums } = cells;
  const places: number[] = [];
  await inParts(count, turn, (cell) => {
    if (sums.some((column) => column[cell] !== 0n)) places.push(cell);
  });
  return places.length === count ? cells : someOf(cells, Uint32Array.from(places));
}
