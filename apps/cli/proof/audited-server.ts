import type { AuditedLog } from '#book/proof/audited-log.js';
import type { Client } from '#client/index.js';
import type { RecordedEvent } from '#kernel/event.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { StoredEvent } from '#kernel/ports/log-tree.js';
import { isConsistent, type TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { NotProven } from '#merkle/not-proven.js';
import { readHashLines, readProof } from '#merkle/proof-text.js';
import type { NoteKey } from '#merkle/signed-note.js';
import { tilePath } from '#merkle/tile-path.js';
import { lastPosition } from '../coverage.js';

const PAGE = 1_000;

/**
 * The log of a server up to the head that it signs now. It has to prove by itself, too, that this begins with all that was kept.
 * @throws NotProven where its head is none of the key, or begins with something else
 */
export async function openAuditedServer(book: Client, key: NoteKey, pinned: readonly TreeHead[]): Promise<AuditedLog> {
  const position = await lastPosition(book);
  const text = await book.proveLog({ position });
  const head = openCheckpoint(readProof(text).checkpoint, key);
  for (const earlier of pinned) await needConsistent(book, earlier, head);
  return {
    head,
    proofs: [{ position: Number(position), text }],
    pages: () => pagesOf(book, head.size),
    tile: async (tile) => Buffer.from(await book.readTile(tilePath(tile))),
    close: () => Promise.resolve(),
  };
}

async function needConsistent(book: Client, from: TreeHead, to: TreeHead): Promise<void> {
  const named = `the head of size ${String(from.size)} is not a prefix of this log`;
  if (from.size > to.size)
    throw new NotProven(`${named}: ${book.url} signs an old head, of ${String(to.size)} events only`);
  const proof = await book.proveLog({ from: String(from.size), to: String(to.size) });
  if (!isConsistent(from, to, readHashLines(proof)))
    throw new NotProven(`${named}: the proof of ${book.url} does not lead from it to its head of ${String(to.size)}`);
}

/** The first events. */
async function* pagesOf(book: Client, events: number): AsyncIterable<readonly StoredEvent[]> {
  let page: StoredEvent[] = [];
  let count = 0;
  for await (const { position, ...stored } of book.each.readLog({ limit: PAGE })) {
    const event = { ...stored, position: Number(position) } as RecordedEvent;
    page.push({ event, texts: textsOf(event) });
    if (++count === events) break;
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}
