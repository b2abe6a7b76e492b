import { TiledLogTree } from '#engine/tree/tiled-log-tree.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { StoredEvent } from '#kernel/ports/log-tree.js';
import { openSharedLog, openSharedTiles } from '#platform/distributed-adapters.js';
import type { AuditedLog } from './audited-log.js';
import { keptTile } from './kept-tile.js';

/** What opens the log of a deployment and its tree. */
export interface DeployedLog {
  readonly stores: { readonly eventStoreUrl: string; readonly mongoUri: string; readonly book: string };
  /** The book's: what its tree is named after. */
  readonly id: string;
}

const PAGE = 1_000;

/**
 * The log of a deployment, beside whoever records in it: its head is the tree that is kept of it, which nobody has signed and which is made
 * whole first.
 */
export async function openAuditedDeployment({ stores, id }: DeployedLog): Promise<AuditedLog> {
  const log = openSharedLog(stores);
  const tree = new TiledLogTree(log, openSharedTiles(stores, id));
  const close = async (): Promise<void> => {
    await Promise.all([tree.close(), log.close()]);
  };
  try {
    await tree.catchUp();
    const size = await tree.size();
    const head = { size, root: await tree.root(size) };
    return { head, proofs: [], pages: () => firstEvents(log, size), tile: (tile) => keptTile(tree, tile), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is recorded meanwhile is not among them. */
async function* firstEvents(log: EventLog, size: number): AsyncIterable<readonly StoredEvent[]> {
  for (let last = 0, left = size; left > 0;) {
    const page = await log.readAll(last, Math.min(PAGE, left));
    if (page.length === 0) return;
    yield page.map((event) => ({ event, texts: textsOf(event) }));
    last = page.at(-1)?.position ?? last;
    left -= page.length;
  }
}
