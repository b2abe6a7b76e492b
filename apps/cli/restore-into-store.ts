import type { RecordedEvent } from '#kernel/event.js';
import { allEvents } from '#kernel/ports/all-events.js';
import { recordRestored } from '#ledger/restored-book.js';
import { openSharedLog } from '#platform/distributed-adapters.js';
import { restoreShared, type SharedRestored, type TreeOver } from '#platform/shared-restore.js';
import { bookIn, openLogOf } from './data-folder.js';
import type { SharedStores } from './deployment.js';
import { restoringBar } from './import-progress.js';
import { sourceIn, type Source } from './restore-source.js';
import { erasedSince, erasingInStores, type ErasuresAsked, type StoresErasing } from './restored-erasures.js';
import { pinnedHeads, restoredHead, type HeadsAsked, type RestoredHead } from './restored-head.js';
import { UsageError } from './usage-error.js';

interface Asked extends ErasuresAsked, HeadsAsked {
  readonly withoutOutbox?: boolean;
  readonly keys?: string | undefined;
}

/** Restores a book into the stores of a deployment. @returns what was done, in a sentence */
export async function restoreIntoStore(from: string, stores: SharedStores, asked: Asked): Promise<string> {
  if (asked.keys !== undefined)
    throw new UsageError(
      'a book over several machines has its keys in MongoDB: restore that collection, and leave --keys out',
    );
  const source = await sourceIn(from);
  let count = 0;
  const erasing = await erasingInStores(stores, await openedIn(source.log), asked, (erased) => (count = erased));
  const { digest, outbox } = await restored(source, stores, asked, erasing).finally(() => erasing?.close());
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
  }).finally(() => bar.stop());
  check({ position: last, digest: found.digest });
  if (head !== undefined) await record(stores, head, erasing);
  return found;
}

/** From then on figures say that it was restored, and things who was erased. */
async function record(stores: SharedStores, head: RestoredHead, erasing: StoresErasing | undefined): Promise<void> {
  const log = openSharedLog(stores);
  try {
    await recordRestored(log, head, new Date());
    await erasing?.record(log);
  } finally {
    await log.close();
  }
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
