import type { Landmark } from '../event.js';

/** A tile of the Merkle tree over a log: 256 hashes of 32 bytes, fewer at the right edge. */
export interface KeptTile {
  readonly level: number;
  readonly number: number;
  /** One behind another. */
  readonly hashes: Buffer;
  /** Of a tile of leaves: the events that they are of. */
  readonly leaves?: TileLeaves;
}

export interface TileLeaves {
  /** Of each event, in their order. */
  readonly positions: readonly number[];
  /** The last of them: a log that has it begins with all that the tree is of. */
  readonly last: Landmark;
}

/** A tile that has leaves. */
export type LeafTile = KeptTile & { readonly leaves: TileLeaves };

/**
 * Where the tiles of the tree over a log are kept that does not keep them itself. Whoever adds to the tree puts the same hashes there, so
 * that several may do so at once: what is put never takes the place of more than it is. A tree that is begun anew has a higher number.
 */
export interface TreeTiles {
  /** The number of the tree that there is now; 0 where it never was begun anew. */
  generation(): Promise<number>;
  /** Puts tiles, one after another: what is killed between leaves the first of them. */
  put(generation: number, tiles: readonly KeptTile[]): Promise<void>;
  tile(generation: number, level: number, number: number): Promise<KeptTile | undefined>;
  /** The last tile of leaves. */
  last(generation: number): Promise<LeafTile | undefined>;
  /** The tile of leaves that an event at a position would be in. */
  around(generation: number, position: number): Promise<LeafTile | undefined>;
  /** The tree of a number is no more, and nothing is in the next one, unless that is so already. */
  beginAnew(after: number): Promise<void>;
  close(): Promise<void>;
}
