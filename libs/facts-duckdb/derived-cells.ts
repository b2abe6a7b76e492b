import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';

/** Makes the cells of one request from those of another. */
export type Derive = (cells: readonly Cell[]) => readonly Cell[];

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
  return (cells) => {
    const measures = to.measures.map((name) => from.measures.indexOf(name));
    const picked = cells.flatMap(({ window, group: all, sums }): Cell[] => {
      const at = windows[window] ?? -1;
      if (at < 0) return [];
      return [{ window: at, group: group.map((i) => all[i] as string), sums: measures.map((i) => sums[i] ?? 0n) }];
    });
    return (isAsFine ? picked : addedUp(picked)).filter(({ sums }) => sums.some((sum) => sum !== 0n));
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

function addedUp(cells: readonly Cell[]): readonly Cell[] {
  const sums = new Map<string, { readonly window: number; readonly group: Cell['group']; readonly sums: bigint[] }>();
  for (const cell of cells) {
    const key = `${String(cell.window)} ${cell.group.length === 0 ? '' : JSON.stringify(cell.group)}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { ...cell, sums: [...cell.sums] });
    else for (const [i, sum] of cell.sums.entries()) known.sums[i] = (known.sums[i] as bigint) + sum;
  }
  return [...sums.values()];
}
