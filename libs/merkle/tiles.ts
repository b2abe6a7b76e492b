import { rootOfFull } from './hashes.js';
import type { FullNode } from './proofs.js';

/** Hashes of a full tile, and the levels of the tree that one stands for: as C2SP's tlog-tiles has them. */
export const TILE_HASHES = 256;
const TILE_HEIGHT = 8;

/** A tile: hashes of 256^level leaves each, 256 of them (or fewer at the right edge) from the `number`th times 256. */
export interface TilePlace {
  readonly level: number;
  readonly number: number;
}

/** Gives the hashes of a tile one behind another: all that there are, or as many as are asked for. */
export type ReadTile = (place: TilePlace, width: number) => Buffer;

/** Hashes that a tile has in a tree of a size; 0 for one that is not in it. */
export function tileWidth({ level, number }: TilePlace, size: number): number {
  const hashes = Math.floor(size / TILE_HASHES ** level) - number * TILE_HASHES;
  return Math.max(0, Math.min(TILE_HASHES, hashes));
}

/** The root over full groups of leaves, by the tiles of a tree that has them. */
export function nodesOfTiles(read: ReadTile): FullNode {
  return (level, place) => {
    const above = Math.floor(level / TILE_HEIGHT);
    const count = 2 ** (level % TILE_HEIGHT);
    const first = place * count;
    const number = Math.floor(first / TILE_HASHES);
    const from = first - number * TILE_HASHES;
    return rootOfFull(read({ level: above, number }, from + count), from, count);
  };
}
