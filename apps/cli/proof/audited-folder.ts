import type { AuditedLog } from '#book/proof/audited-log.js';
import type { LogSnapshot, StoredEvent } from '#kernel/ports/log-tree.js';
import { entryBundle } from '#merkle/entry-bundle.js';
import { openLogSnapshot } from '#platform/embedded-adapters.js';
import { UsageError } from '../usage-error.js';

const PAGE = 1_000;

/** The log of a data folder as it is now, beside whoever writes it: its head is the tree that is kept there, which nobody has signed. */
export async function openAuditedFolder(folder: string): Promise<AuditedLog> {
  const log = snapshotOf(folder);
  const size = await log.size();
  return {
    head: { size, root: await log.root(size) },
    proofs: [],
    pages: () => pagesOf(log),
    tile: async ({ level, number, width }) => {
      if (level !== 'entries') return log.tile(level, number, width);
      const entries = await log.entries(number, width);
      return entries === undefined ? undefined : entryBundle(entries);
    },
    close: () => log.close(),
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

function snapshotOf(folder: string): LogSnapshot {
  try {
    return openLogSnapshot(folder);
  } catch (error) {
    throw new UsageError(
      `the log in ${folder} has no tree that can be read, a start of its server makes it: ${(error as Error).message}`,
    );
  }
}
