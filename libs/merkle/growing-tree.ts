import { HASH_BYTES, rootOfFull } from './hashes.js';
import { TILE_HASHES, type TilePlace } from './tiles.js';

/** A tile that has more hashes than before. */
export interface GrownTile extends TilePlace {
  readonly hashes: Buffer;
}

/** The right edge of one level. */
interface Edge {
  number: number;
  width: number;
  hashes: Buffer;
}

/** The right edge of a tree, which is all that is needed to add leaves to it. */
export class GrowingTree {
  private readonly edges: Edge[];
  private full: GrownTile[] = [];
  private readonly grown = new Set<number>();

  /** @param tiles the last tile of each level, from the leaves up; none for an empty tree */
  constructor(tiles: readonly GrownTile[] = []) {
    this.edges = tiles.map(({ number, hashes }) => {
      const width = hashes.length / HASH_BYTES;
      if (width === TILE_HASHES) return emptyEdge(number + 1);
      const edge = { ...emptyEdge(number), width };
      hashes.copy(edge.hashes);
      return edge;
    });
  }

  /** Leaves. */
  get size(): number {
    const [leaves] = this.edges;
    return leaves === undefined ? 0 : leaves.number * TILE_HASHES + leaves.width;
  }

  add(leaf: Buffer): void {
    this.put(0, leaf);
  }

  /** The tiles that have grown since the last time, each as it is now. */
  takeGrown(): readonly GrownTile[] {
    const partial = [...this.grown].map((level) => {
      const { number, width, hashes } = this.edges[level] as Edge;
      return { level, number, hashes: Buffer.from(hashes.subarray(0, width * HASH_BYTES)) };
    });
    const all = [...this.full, ...partial];
    this.full = [];
    this.grown.clear();
    return all;
  }

  private put(level: number, hash: Buffer): void {
    const edge = (this.edges[level] ??= emptyEdge(0));
    hash.copy(edge.hashes, edge.width * HASH_BYTES);
    edge.width++;
    if (edge.width < TILE_HASHES) {
      this.grown.add(level);
      return;
    }
    this.grown.delete(level);
    this.full.push({ level, number: edge.number, hashes: edge.hashes });
    this.put(level + 1, rootOfFull(edge.hashes, 0, TILE_HASHES));
    this.edges[level] = emptyEdge(edge.number + 1);
  }
}

function emptyEdge(number: number): Edge {
  return { number, width: 0, hashes: Buffer.alloc(TILE_HASHES * HASH_BYTES) };
}
