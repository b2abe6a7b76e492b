import type { ViewStore } from '#kernel/ports/views.js';
import { journalId } from './journal-documents.js';

/** Of a journal entry. */
interface Entry {
  readonly position: number;
  readonly recordedAt: string;
  readonly knownSince?: string;
}

/**
 * What was known in a book before it was there, of one version of its read models: history is at the beginning of the journal, right after
 * what opened the book, and nearly all have none. Where it ends is looked for once, and looked at again whenever it is asked.
 */
export class AssumedHistory {
  private end = 0;

  /** Until when what was known is assumed: when the last event of history is said to have been known. Undefined where there is none. */
  async until(views: Pick<ViewStore, 'find'>): Promise<string | undefined> {
    const [, first] = await entriesAfter(views, 0);
    if (first?.knownSince === undefined) return undefined;
    const [there, next] = this.end === 0 ? [] : await entriesAfter(views, this.end - 1);
    if (there?.position === this.end && there.knownSince !== undefined && next?.knownSince === undefined)
      return there.recordedAt;
    const last = await lastAssumed(views, first);
    this.end = last.position;
    return last.recordedAt;
  }
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
