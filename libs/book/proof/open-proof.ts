import type { EventLog } from '#kernel/ports/event-log.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import { readOpening } from '#ledger/book.js';
import type { Closers } from '#platform/closers.js';
import { defaultOrigin, signerOf, type Signing } from '#platform/signing-settings.js';
import { LogProof } from './log-proof.js';
import { SignedHeads } from './signed-heads.js';

/** What proves the log of a book that is opened; undefined where its stores keep no tree. @throws SettingsError */
export async function openProof(
  { log, openTree }: { readonly log: EventLog; readonly openTree?: () => LogTree },
  { keyFile, origin }: Signing,
  closers: Closers,
): Promise<LogProof | undefined> {
  if (openTree === undefined) return undefined;
  const tree = openTree();
  closers.add('the tree over the log', () => tree.close());
  if (keyFile === undefined) return new LogProof(tree, undefined);
  const { id = '' } = (await readOpening(log)) ?? {};
  return new LogProof(tree, new SignedHeads(tree, signerOf(keyFile, origin ?? defaultOrigin(id))));
}
