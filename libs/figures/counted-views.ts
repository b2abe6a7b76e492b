import type { Cell, Sums, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { withSums } from '#kernel/ports/with-sums.js';
import { counted, looksAt } from './counted.js';
import { exclusionsKnown, exclusionsSaid, type Exclusions } from './exclusions.js';

/**
 * Read models of which sums leave out whom they are to exclude. Facts come from one state; who is excluded is read beside them. Where nobody
 * ever was, that is all that it costs.
 */
export function countedViews(views: Views): Views {
  let said: ReturnType<typeof exclusionsSaid> | undefined;
  return withSums(views, async (requests, step) => {
    if (requests.every(({ excluding }) => excluding === undefined)) return views.sums(requests, step);
    said ??= exclusionsSaid(views);
    const documents = await said;
    if (documents.length === 0) return views.sums(requests.map(ofEverybody), step);
    const known = new Map<number | undefined, Exclusions>();
    for (const day of new Set(requests.map(({ recordedTo }) => recordedTo)))
      known.set(day, exclusionsKnown(documents, day));
    return leavingOut(
      requests,
      ({ recordedTo }) => known.get(recordedTo) as Exclusions,
      (own) => views.sums(own, step),
    );
  });
}

/** The same requests of all facts, where nobody was ever excluded; as they are where somebody was. */
export async function whereNobodyIs(
  requests: readonly SumRequest[],
  views: Pick<Views, 'find' | 'schema'>,
): Promise<readonly SumRequest[]> {
  if (requests.every(({ excluding }) => excluding === undefined)) return requests;
  return (await exclusionsSaid(views)).length === 0 ? requests.map(ofEverybody) : requests;
}

function ofEverybody({ excluding: _excluding, ...request }: SumRequest): SumRequest {
  return request;
}

async function leavingOut(
  requests: readonly SumRequest[],
  known: (request: SumRequest) => Exclusions,
  sums: (requests: readonly SumRequest[]) => Promise<Sums>,
): Promise<Sums> {
  const looks = requests.map((request) => looksAt(request, known(request)));
  const { position, cells } = await sums(looks.flat().map(ofEverybody));
  let at = 0;
  const answers = requests.map((request, i): readonly Cell[] => {
    const own = cells.slice(at, (at += looks[i]?.length ?? 0));
    return counted(request, own, known(request));
  });
  return { position, cells: answers };
}
