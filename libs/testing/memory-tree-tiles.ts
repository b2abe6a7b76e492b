import type { KeptTile, LeafTile, TreeTiles } from '#kernel/ports/tree-tiles.js';

/** Tiles of a tree in memory, shared by whoever has it. */
export class MemoryTreeTiles implements TreeTiles {
  private begun = 0;
  private kept = new Map<string, KeptTile>();

  async generation(): Promise<number> {
    return this.begun;
  }

  async put(generation: number, tiles: readonly KeptTile[]): Promise<void> {
    for (const tile of tiles) {
      const place = `${String(tile.level)}/${String(tile.number)}`;
      if (generation !== this.begun || (this.kept.get(place)?.hashes.length ?? 0) >= tile.hashes.length) continue;
      this.kept.set(place, tile);
    }
  }

  async tile(_generation: number, level: number, number: number): Promise<KeptTile | undefined> {
    return this.kept.get(`${String(level)}/${String(number)}`);
  }

  async last(): Promise<LeafTile | undefined> {
    return this.leafTiles().at(-1);
  }

  async around(_generation: number, position: number): Promise<LeafTile | undefined> {
    return this.leafTiles().findLast(({ leaves }) => (leaves.positions[0] ?? 0) <= position);
  }

  async beginAnew(after: number): Promise<void> {
    if (after !== this.begun) return;
    this.begun++;
    this.kept = new Map();
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }

  private leafTiles(): readonly LeafTile[] {
    const leaves = [...this.kept.values()].filter((tile): tile is LeafTile => tile.leaves !== undefined);
    return leaves.toSorted((one, other) => one.number - other.number);
  }
}
