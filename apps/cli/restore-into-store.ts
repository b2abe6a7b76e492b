import type { RecordedEvent } from '#kernel/event.js';
import { allEvents } from '#kernel/ports/all-events.js';
import { recordRestoredOnce } from '#ledger/restored-book.js';
import { restoreShared, type SharedRestored, type TreeOver } from '#platform/shared-restore.js';
import { bookIn, openLogOf } from './data-folder.js';
import type { SharedStores } from './deployment.js';
import { restoringBar } from './import-progress.js';
import { restoringSharedKeys, type KeysAsked } from './key-backup.js';
import { sourceIn, type Source } from './restore-source.js';
import { erasedSince, erasingInStores, type ErasuresAsked, type StoresErasing } from './restored-erasures.js';
import { pinnedHeads, restoredHead, type HeadsAsked, type RestoredHead } from './restored-head.js';
import { UsageError } from './usage-error.js';

interface Asked extends ErasuresAsked, HeadsAsked, KeysAsked {
  readonly withoutOutbox?: boolean;
}

/** Restores a book into the stores of a deployment. @returns what was done, in a sentence */
export async function restoreIntoStore(from: string, stores: SharedStores, asked: Asked): Promise<string> {
  const source = await sourceIn(from);
  const opened = await openedIn(source.log);
  const takeBack = await restoringSharedKeys(stores, opened.book, asked);
  let count = 0;
  const { digest, outbox } = await (async () => {
    const erasing = await erasingInStores(stores, opened, asked, (erased) => (count = erased));
    return restored(source, stores, asked, erasing).finally(() => erasing?.close());
  })().catch(async (error: unknown) => {
    await takeBack?.();
    throw error;
  });
  const leaving =
    outbox === undefined
      ? ''
      : `; ${String(outbox.deliveries)} deliveries into MongoDB, of which ${String(outbox.open)} are to leave`;
  return `restored up to position ${source.position} into EventStoreDB, every event as it was recorded; digest ${digest}${leaving}${erasedSince(count)}; figures are made anew from it when its processes start`;
}

async function restored(
  { log, sha256, outbox, position, check }: Source,
  stores: SharedStores,
  { withoutOutbox = false, head: file, vkey }: Asked,
  erasing: StoresErasing | undefined,
): Promise<SharedRestored> {
  const last = Number(position);
  const pinned = await pinnedHeads({ head: file, vkey });
  let head: RestoredHead | undefined;
  const leaves = outbox !== undefined && !withoutOutbox && { outbox: { folder: outbox, book: await bookIn(outbox) } };
  // Written, then read back.
  const bar = restoringBar(2 * last);
  const found = await restoreShared(stores, {
    ...{ sha256, position: last, log },
    ...leaves,
    onProgress: (stored, compared) => bar.update(stored + compared, compared),
    onWhole: async (tree: TreeOver) => {
      head = await restoredHead(tree, pinned);
      await erasing?.destroyKeys();
    },
    // From then on figures say that it was restored, and things who was erased.
    onBehind: async (log) => {
      if (head !== undefined) await recordRestoredOnce(log, head, new Date());
      await erasing?.record(log);
    },
  }).finally(() => bar.stop());
  check({ position: last, digest: found.digest });
  return found;
}

/** The id of the book in a copy, and all events of that, page by page. */
async function openedIn(log: Source['log']): Promise<Parameters<typeof erasingInStores>[1]> {
  if (typeof log !== 'string') {
    for await (const [opened] of log()) if (opened !== undefined) return { book: opened.id, events: log() };
    throw new UsageError('there is no event in it');
  }
  return { book: await bookIn(log), events: eventsIn(log) };
}

async function* eventsIn(folder: string): AsyncIterable<readonly RecordedEvent[]> {
  const { log } = await openLogOf(folder);
  try {
    yield* allEvents(log);
  } finally {
    await log.close();
  }
}
