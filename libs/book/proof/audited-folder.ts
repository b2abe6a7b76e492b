import type { LogSnapshot, StoredEvent } from '#kernel/ports/log-tree.js';
import { entryBundle } from '#merkle/entry-bundle.js';
import { openLogSnapshot } from '#platform/embedded-adapters.js';
import type { AuditedLog } from './audited-log.js';

const PAGE = 1_000;

/**
 * The log of a data folder as it is now, beside whoever writes it: its head is the tree that is kept there, which nobody has signed.
 * @throws Error where it has none that can be read
 */
export async function openAuditedFolder(folder: string): Promise<AuditedLog> {
  const log = openLogSnapshot(folder);
  try {
    const size = await log.size();
    return { head: { size, root: await log.root(size) }, proofs: [], ...readingOf(log), close: () => log.close() };
  } catch (error) {
    await log.close();
    throw error;
  }
}

function readingOf(log: LogSnapshot): Pick<AuditedLog, 'pages' | 'tile'> {
  return {
    pages: () => pagesOf(log),
    tile: async ({ level, number, width }) => {
      if (level !== 'entries') return log.tile(level, number, width);
      const entries = await log.entries(number, width);
      return entries === undefined ? undefined : entryBundle(entries);
    },
  };
}

async function* pagesOf(log: LogSnapshot): AsyncIterable<readonly StoredEvent[]> {
  for (let last = 0; ;) {
    const page = await log.stored(last, PAGE);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.event.position ?? last;
  }
}
