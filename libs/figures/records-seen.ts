import type { Views } from '#kernel/ports/views.js';
import type { Catalogue } from './catalogue.js';
import { allSeen, LAST_DAY } from './seen.js';

/** What is seen of the facts of a record: whose they are (null for a guest), and their days. */
export interface RecordSeen {
  readonly customerId: string | null;
  readonly days: ReadonlySet<number>;
}

/**
 * What is seen of records by their facts alone: what they say of themselves may be more.
 * @param knownAt the last day that facts may be recorded on @returns undefined where all is seen
 */
export async function recordsSeen(
  ids: readonly string[],
  views: Views,
  { rows }: Catalogue,
  knownAt?: number,
): Promise<ReadonlyMap<string, RecordSeen> | undefined> {
  if (rows === undefined) return undefined;
  const { cells } = await views.sums(
    allSeen(views, rows).map((request) => ({
      ...request,
      where: { ...request.where, record: ids },
      group: ['record', 'customer', 'day'],
      windows: [{ to: LAST_DAY }],
      ...(knownAt !== undefined && { recordedTo: knownAt }),
    })),
  );
  const seen = new Map<string, { readonly customerId: string | null; readonly days: Set<number> }>();
  for (const {
    group: [record = '', customer = '', day],
  } of cells.flat()) {
    const known = seen.get(record) ?? { customerId: customer === '' ? null : customer, days: new Set<number>() };
    seen.set(record, known);
    known.days.add(Number(day));
  }
  return seen;
}
