import { GrowingTree } from './growing-tree.js';
import { HASH_BYTES } from './hashes.js';
import { rangeRoots } from './proofs.js';
import { nodesOfTiles, type TilePlace } from './tiles.js';

/** A tree with all of its tiles in memory, some 33 bytes a leaf: its root is known at every size that it had. */
export class KeptTree {
  private readonly growing = new GrowingTree();
  /** By their names. */
  private readonly tiles = new Map<string, Buffer>();
  private isGrown = false;

  get size(): number {
    return this.growing.size;
  }

  add(leaf: Buffer): void {
    this.growing.add(leaf);
    this.isGrown = true;
  }

  /** The hashes of a tile, as many as there are; undefined for one that is not in it. */
  tile(place: TilePlace): Buffer | undefined {
    this.keepGrown();
    return this.tiles.get(nameOf(place));
  }

  /** Over the first leaves. @throws RangeError beyond it */
  root(size: number): Buffer {
    return rangeRoots(
      nodesOfTiles((place, width) => {
        const hashes = this.tile(place)?.subarray(0, width * HASH_BYTES);
        if (hashes?.length !== width * HASH_BYTES)
          throw new RangeError(`the tree has no tile ${nameOf(place)} so wide`);
        return hashes;
      }),
    )(0, size);
  }

  private keepGrown(): void {
    if (!this.isGrown) return;
    for (const tile of this.growing.takeGrown()) this.tiles.set(nameOf(tile), tile.hashes);
    this.isGrown = false;
  }
}

function nameOf({ level, number }: TilePlace): string {
  return `${String(level)}/${String(number)}`;
}
