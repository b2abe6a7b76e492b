import type { ViewStore } from '#kernel/ports/views.js';
import { journalId } from './journal-documents.js';

/** Of a journal entry. */
interface Entry {
  readonly position: number;
  readonly id: string;
  readonly recordedAt: string;
  readonly knownSince?: string;
}

/** Where history was found to end, by the id of its first event. */
const ENDS = new Map<string, number>();
const KEPT = 1_000;

/**
 * Until when what was known in a book is assumed: when the last event of its history is said to have been known. Undefined where it has
 * none, as nearly all: history is at the beginning of the journal, right after what opened the book.
 */
export async function assumedUntil(views: Pick<ViewStore, 'find'>): Promise<string | undefined> {
  const [, first] = await entriesAfter(views, 0);
  if (first?.knownSince === undefined) return undefined;
  const known = ENDS.get(first.id);
  const [there, next] = known === undefined ? [] : await entriesAfter(views, known - 1);
  if (there?.position === known && there?.knownSince !== undefined && next?.knownSince === undefined)
    return there.recordedAt;
  const last = await lastAssumed(views, first);
  if (ENDS.size >= KEPT) ENDS.clear();
  ENDS.set(first.id, last.position);
  return last.recordedAt;
}

/** Found by halving: what comes after history says nothing of the kind. */
async function lastAssumed(views: Pick<ViewStore, 'find'>, first: Entry): Promise<Entry> {
  const [end] = await views.find('journal', { descending: true, limit: 1 });
  let found = first;
  for (let high = end === undefined ? first.position : entryOf(end).position; found.position < high;) {
    const middle = Math.ceil((found.position + high) / 2);
    const [entry] = await entriesAfter(views, middle - 1);
    if (entry !== undefined && entry.position <= high && entry.knownSince !== undefined) found = entry;
    else high = middle - 1;
  }
  return found;
}

async function entriesAfter(views: Pick<ViewStore, 'find'>, position: number): Promise<readonly Entry[]> {
  return (await views.find('journal', { after: journalId(position), limit: 2 })).map(entryOf);
}

function entryOf({ body }: Awaited<ReturnType<ViewStore['find']>>[number]): Entry {
  return body as object as Entry;
}
