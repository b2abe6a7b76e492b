import type { TakenOver } from '#engine/deliver/take-over.js';
import type { RecordedEvent } from '#kernel/event.js';
import { logEntry } from '#kernel/log-entry.js';
import { allEvents } from '#kernel/ports/all-events.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import { leafHash } from '#merkle/hashes.js';
import { KeptTree } from '#merkle/kept-tree.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { Restorer } from '#log-eventstoredb/restored/restorer.js';
import { checkRights } from '#log-eventstoredb/rights.js';
import { LogDigest } from '#log-sqlite/log-digest.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { OutboxTaking } from './outbox-taking.js';
import { logFile } from './log-copies.js';
import type { Stores } from './settings.js';

type Distributed = Extract<Stores, { log: 'eventstoredb' }>;

/** What a log is restored from. */
export interface SharedRestore {
  /** Tells it from any other. */
  readonly sha256: string;
  /** The position of its last event. */
  readonly position: number;
  /** The folder of a copy, or all events, page by page; asked for more than once. */
  readonly log: string | (() => AsyncIterable<readonly RecordedEvent[]>);
  /** The folder of a copy of the outbox of the book of that id; without one nothing is to leave the house. */
  readonly outbox?: { readonly folder: string; readonly book: string };
  /** Told now and then how many events are in the store, and how many of them were read back. */
  readonly onProgress: (stored: number, compared: number) => void;
  /** Called with the tree over what was read back, before it is said to be restored: what it throws leaves it begun. */
  readonly onWhole?: (tree: TreeOver) => Promise<void>;
  /** Called after that with the log, to record what is to stand behind it, unless it does. */
  readonly onBehind?: (log: EventLog) => Promise<void>;
}

/** The tree over all events that were restored. */
export type TreeOver = Pick<LogTree, 'size' | 'root'>;

/** What is in the stores. */
export interface SharedRestored {
  /** Of what was read back: that of the same log in a file. */
  readonly digest: string;
  /** What has come into MongoDB; absent where nothing was to. */
  readonly outbox?: TakenOver;
}

/**
 * Restores a log into the store of events of a deployment, where nothing of the book may be, and its outbox into MongoDB, where what is
 * known already stays as it is.
 * @throws Refused where the store has something of the book, lets it not be written, or has other events in the end
 */
export async function restoreShared(
  stores: Distributed,
  { sha256, position, log, outbox, onProgress, onWhole, onBehind }: SharedRestore,
): Promise<SharedRestored> {
  const { eventStoreUrl, book } = stores;
  await checkRights(eventStoreUrl, book, true);
  const taking = outbox && (await OutboxTaking.begin(stores, outbox));
  const restorer = new Restorer(eventStoreUrl, book);
  const digest = new LogDigest();
  const tree = new KeptTree();
  const events = typeof log === 'string' ? () => eventsOf(log) : log;
  let [stored, compared] = [0, 0];
  try {
    await restorer.restore(
      { digest: sha256, position, events },
      {
        onStored: (at) => onProgress((stored = at), compared),
        onCompared: (event) => {
          digest.add(event);
          tree.add(leafHash(logEntry(tree.size, event, textsOf(event))));
          compared = event.position;
          onProgress(Math.max(stored, compared), compared);
        },
        onWhole: async () => {
          await onWhole?.({ size: async () => tree.size, root: async (size) => tree.root(size) });
          await taking?.take(position);
        },
        onBehind: async () => onBehind && behind(stores, onBehind),
      },
    );
  } finally {
    await Promise.all([restorer.close(), taking?.close()]);
  }
  return { digest: digest.value, ...(taking?.taken && { outbox: taking.taken }) };
}

async function behind(
  { eventStoreUrl, book }: Distributed,
  record: NonNullable<SharedRestore['onBehind']>,
): Promise<void> {
  const log = new EventStoreDbEventLog(eventStoreUrl, { book, restores: true });
  await record(log).finally(() => log.close());
}

/** The events of a copy. */
async function* eventsOf(folder: string): AsyncIterable<readonly RecordedEvent[]> {
  const log = SqliteEventLog.openReader(logFile(folder));
  try {
    yield* allEvents(log);
  } finally {
    await log.close();
  }
}
