import type { LogSnapshot, StoredEvent } from '#kernel/ports/log-tree.js';
import { openLogSnapshot } from '#platform/embedded-adapters.js';
import type { AuditedLog } from './audited-log.js';
import { keptTile } from './kept-tile.js';

const PAGE = 1_000;

/**
 * The log of a data folder as it is now, beside whoever writes it: its head is the tree that is kept there, which nobody has signed.
 * @throws Error where it has none that can be read
 */
export async function openAuditedFolder(folder: string): Promise<AuditedLog> {
  const log = openLogSnapshot(folder);
  try {
    const size = await log.size();
    const head = { size, root: await log.root(size) };
    return {
      head,
      proofs: [],
      pages: () => pagesOf(log),
      tile: (tile) => keptTile(log, tile),
      close: () => log.close(),
    };
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function* pagesOf(log: LogSnapshot): AsyncIterable<readonly StoredEvent[]> {
  for (let last = 0; ;) {
    const page = await log.stored(last, PAGE);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.event.position ?? last;
  }
}
