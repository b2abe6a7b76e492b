import type { Cell, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { withSums } from '#kernel/ports/with-sums.js';
import { mergesKnown } from './merges-kept.js';

/**
 * Read models of which sums by customer are by the one that stays, as it was known when the request says. Facts of a timeline have it already.
 * @param unjoined series whose facts stay under the customer that they name
 */
export function mergedViews(views: Views, unjoined: ReadonlySet<string>): Views {
  return withSums(views, async (requests, step) => {
    const isUnjoined = ({ series, group }: SumRequest): boolean => unjoined.has(series) && group.includes('customer');
    const days = new Set(requests.filter(isUnjoined).map(({ recordedTo }) => recordedTo));
    const merges = new Map<number | undefined, ReadonlyMap<string, string>>();
    for (const day of days) merges.set(day, new Map(await mergesKnown(views, day)));
    const told = await views.sums(requests, step);
    if ([...merges.values()].every(({ size }) => size === 0)) return told;
    const { position, cells } = told;
    return {
      position,
      cells: cells.map((own, i) => {
        const request = requests[i] as SumRequest;
        const survivors = isUnjoined(request) ? merges.get(request.recordedTo) : undefined;
        return survivors === undefined ? own : joinedCells(own, request, survivors);
      }),
    };
  });
}

/** What is of one then is added up. */
function joinedCells(
  cells: readonly Cell[],
  { group: names }: SumRequest,
  survivors: ReadonlyMap<string, string>,
): readonly Cell[] {
  const at = names.indexOf('customer');
  const found = new Map<string, Cell>();
  for (const { window, group, sums } of cells) {
    const own = group.with(at, survivors.get(group[at] ?? '') ?? group[at] ?? '');
    const key = JSON.stringify([window, own]);
    const before = found.get(key)?.sums ?? [];
    found.set(key, { window, group: own, sums: sums.map((sum, i) => sum + (before[i] ?? 0n)) });
  }
  return [...found.values()];
}
