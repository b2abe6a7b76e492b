import { columnsOf } from '#kernel/ports/cell-columns.js';
import type { CellColumns } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Turn } from './cell-groups.js';
import { derivation } from './derived-cells.js';

/** A look at the facts, and which requests it answers. */
interface Scan {
  request: SumRequest;
  readonly answers: Set<SumRequest>;
}

/**
 * Answers requests so that those about the same facts look at them once: a net amount is gross, discounts and refunds of the same facts,
 * and a total is what its rows add up to.
 * @param ask answers one request @param turn awaited between parts of the work beside that: what it throws ends it @returns the cells of each request, in their order
 */
export async function sharingScans(
  requests: readonly SumRequest[],
  ask: (request: SumRequest) => Promise<CellColumns>,
  turn: Turn,
): Promise<readonly CellColumns[]> {
  const answered = new Map<SumRequest, CellColumns>();
  for (const alike of Map.groupBy(requests, factsOf).values())
    for (const { request, answers } of scansOf(alike)) {
      const columns = await ask(request);
      for (const one of answers) {
        const derive = answers.size > 1 ? derivation(request, one) : undefined;
        answered.set(one, (await derive?.(columns, turn)) ?? columns);
      }
    }
  return requests.map((request) => answered.get(request) ?? columnsOf([]));
}

/** What is the same for requests that one look may answer. What is counted once in each part, or compared with a window, does not add up. */
function factsOf({ measures, group, windows, ...facts }: SumRequest): string {
  const addsUp = facts.distinct === undefined && facts.markBeforeWindow !== true;
  if (addsUp) return JSON.stringify(facts);
  return JSON.stringify({ ...facts, group, windows, ...(facts.distinct !== undefined && { measures }) });
}

/** Those divided furthest first: others come from them. */
function scansOf(requests: readonly SumRequest[]): readonly Scan[] {
  const scans: Scan[] = [];
  const finest = requests.toSorted((a, b) => b.group.length - a.group.length || b.windows.length - a.windows.length);
  for (const request of finest) {
    const found = scans.find((scan) => derivation(scan.request, request) !== undefined);
    if (found === undefined) scans.push({ request, answers: new Set([request]) });
    else {
      found.answers.add(request);
      const measures = [...new Set([...found.request.measures, ...request.measures])];
      found.request = { ...found.request, measures };
    }
  }
  return scans;
}
