import type { StoredEvent } from '#kernel/ports/log-tree.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import type { NamedTile } from '#merkle/tile-path.js';

/** A log as somebody has it who need not be believed, with what is to prove it. */
export interface AuditedLog {
  /** How many events it has to have and the root over them, as a signed head says, or at least the tree that is kept beside it. */
  readonly head: TreeHead;
  /** Proofs that events are in it, each with the position that it is said to be of. */
  readonly proofs: readonly { readonly position: number; readonly text: string }[];
  /** Its events in their order, page by page; what comes after the head need not be among them. */
  pages(): AsyncIterable<readonly StoredEvent[]>;
  /** The bytes of a tile as it was kept; undefined where there is none. */
  tile(tile: NamedTile): Promise<Buffer | undefined>;
  close(): Promise<void>;
}
