import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';

/**
 * Answers requests so that those which differ in nothing but their measures look at the facts once: a net amount is gross, discounts and
 * refunds of the same facts.
 * @param ask answers one request @returns the cells of each request, in their order
 */
export async function sharingScans(
  requests: readonly SumRequest[],
  ask: (request: SumRequest) => Promise<readonly Cell[]>,
): Promise<(readonly Cell[])[]> {
  const shared = Map.groupBy(requests, scanOf);
  const answered = new Map<string, { readonly measures: readonly string[]; readonly cells: readonly Cell[] }>();
  for (const [scan, [first, ...others]] of shared) {
    if (first === undefined) continue;
    const measures = [...new Set([first, ...others].flatMap((request) => request.measures))];
    answered.set(scan, { measures, cells: await ask({ ...first, measures }) });
  }
  return requests.map((request) => {
    const { measures, cells } = answered.get(scanOf(request)) ?? { measures: [], cells: [] };
    return ofMeasures(cells, measures, request.measures);
  });
}

/** What is the same for requests that one statement can answer. Distinct counts are of one measure each. */
function scanOf({ measures, ...request }: SumRequest): string {
  return JSON.stringify(request.distinct === undefined ? request : { ...request, measures });
}

/** The cells that a request of these measures alone would have: where all of them cancel out, there is none. */
function ofMeasures(cells: readonly Cell[], all: readonly string[], asked: readonly string[]): readonly Cell[] {
  if (asked.length === all.length && asked.every((name, i) => name === all[i])) return cells;
  const at = asked.map((name) => all.indexOf(name));
  const own = cells.map(({ window, group, sums }) => ({ window, group, sums: at.map((i) => sums[i] ?? 0n) }));
  return own.filter(({ sums }) => sums.some((sum) => sum !== 0n));
}
