import type { LogTree } from '#kernel/ports/log-tree.js';
import type { recordRestored } from '#ledger/restored-book.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { headsIn, keyIn } from './proof/pinned-heads.js';
import { UsageError } from './usage-error.js';

/** Heads that somebody else has kept of the book that is restored. */
export interface HeadsAsked {
  readonly head?: string | undefined;
  readonly vkey?: string | undefined;
}

/** @throws UsageError where they cannot be read, or are not signed by that key */
export async function pinnedHeads({ head, vkey }: HeadsAsked): Promise<readonly TreeHead[]> {
  if (head === undefined) return [];
  if (vkey === undefined) throw new UsageError('name with --vkey what the heads of --head are checked with');
  return headsIn(head, await keyIn(vkey));
}

/** What is to be recorded of a book that was restored, and what of it is lost as far as kept heads tell. */
export type RestoredHead = Parameters<typeof recordRestored>[1];

/** @param tree over what was restored @throws UsageError where a head is of another history */
export async function restoredHead(
  tree: Pick<LogTree, 'size' | 'root'>,
  pinned: readonly TreeHead[],
): Promise<RestoredHead> {
  const size = await tree.size();
  for (const head of pinned) {
    if (head.size > size || head.root.equals(await tree.root(head.size))) continue;
    throw new UsageError(
      `this is not the book whose head of size ${String(head.size)} was kept: its first ${String(head.size)} events are others`,
    );
  }
  const longest = Math.max(0, ...pinned.map((head) => head.size));
  const lost = longest > size ? `${String(size + 1)}-${String(longest)}` : 'unknown';
  return { size, root: (await tree.root(size)).toString('base64'), lost };
}
