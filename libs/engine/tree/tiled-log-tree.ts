import { LRUCache } from 'lru-cache';
import { logEntry } from '#kernel/log-entry.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { LogTree } from '#kernel/ports/log-tree.js';
import type { TreeTiles } from '#kernel/ports/tree-tiles.js';
import { HASH_BYTES } from '#merkle/hashes.js';
import { consistencyProof, inclusionProof, rangeRoots, type RangeRoot } from '#merkle/proofs.js';
import { nodesOfTiles, TILE_HASHES, type TilePlace } from '#merkle/tiles.js';
import { sizeOf, TreeGrowth, type FollowedLog } from './tree-growth.js';

/** Full tiles that are remembered, some 10 kB each: they never change. */
const REMEMBERED = 256;
/** Pages of events that are added at most for whoever asks: of what is far behind, those who follow the log make the tree. */
const PAGES = 10;

/**
 * The tree over a log whose tiles are kept elsewhere. Where those who follow the log are a moment behind, whoever asks adds what is missing:
 * so a head can be of what was recorded just now.
 */
export class TiledLogTree implements LogTree {
  private readonly growth: TreeGrowth;
  private readonly full = new LRUCache<string, Buffer>({ max: REMEMBERED });

  constructor(
    private readonly log: FollowedLog,
    private readonly tiles: TreeTiles,
  ) {
    this.growth = new TreeGrowth(log, tiles);
  }

  /** Of all events, or of the first where the rest is long. */
  async size(): Promise<number> {
    await this.growth.toEnd(PAGES);
    return this.kept(await this.tiles.generation());
  }

  async indexOf(position: number): Promise<number | undefined> {
    const generation = await this.tiles.generation();
    const last = await this.tiles.last(generation);
    if (last === undefined || last.leaves.last.position < position) await this.growth.toEnd(PAGES);
    const tile = await this.tiles.around(await this.tiles.generation(), position);
    const at = tile?.leaves.positions.indexOf(position) ?? -1;
    return tile === undefined || at === -1 ? undefined : tile.number * TILE_HASHES + at;
  }

  async tile(level: number, number: number, width: number): Promise<Buffer | undefined> {
    return this.hashes(await this.tiles.generation(), { level, number }, width);
  }

  async entries(number: number, width: number): Promise<readonly string[] | undefined> {
    const generation = await this.tiles.generation();
    const positions = (await this.tiles.tile(generation, 0, number))?.leaves?.positions ?? [];
    if (positions.length < width) return undefined;
    const before = number === 0 ? undefined : await this.tiles.tile(generation, 0, number - 1);
    const events = await this.log.readAll(before?.leaves?.last.position ?? 0, width);
    return events.map((event, i) => logEntry(number * TILE_HASHES + i, event, textsOf(event)));
  }

  async root(size: number): Promise<Buffer> {
    return this.withRoots(size, (roots) => roots(0, size));
  }

  async inclusionProof(index: number, size: number): Promise<readonly Buffer[]> {
    return this.withRoots(size, (roots) => inclusionProof(index, size, roots));
  }

  async consistencyProof(from: number, to: number): Promise<readonly Buffer[]> {
    return this.withRoots(to, (roots) => consistencyProof(from, to, roots));
  }

  /** Adds all that there is, however much that is. */
  async catchUp(): Promise<void> {
    await this.growth.toEnd();
  }

  /** Makes it anew of the events that there are. */
  async remake(): Promise<void> {
    await this.tiles.beginAnew(await this.tiles.generation());
    await this.growth.toEnd();
  }

  async close(): Promise<void> {
    await this.tiles.close();
  }

  private async kept(generation: number): Promise<number> {
    const last = await this.tiles.last(generation);
    return last === undefined ? 0 : sizeOf(last);
  }

  /** Works something out by the tiles that it needs: which those are does not hang on what is in them. */
  private async withRoots<Found>(size: number, work: (roots: RangeRoot) => Found): Promise<Found> {
    const generation = await this.tiles.generation();
    if (size > (await this.kept(generation))) throw new RangeError(`the tree has fewer than ${String(size)} leaves`);
    const needed = new Map<string, { readonly place: TilePlace; width: number }>();
    work(
      rangeRoots(
        nodesOfTiles((place, width) => {
          const before = needed.get(nameOf(place));
          needed.set(nameOf(place), { place, width: Math.max(width, before?.width ?? 0) });
          return Buffer.alloc(width * HASH_BYTES);
        }),
      ),
    );
    const found = new Map<string, Buffer>();
    const read = async ([name, { place, width }]: [string, { place: TilePlace; width: number }]): Promise<void> => {
      const hashes = await this.hashes(generation, place, width);
      if (hashes === undefined) throw new RangeError(`the tree has no ${String(width)} hashes in tile ${name}`);
      found.set(name, hashes);
    };
    await Promise.all([...needed].map(read));
    return work(
      rangeRoots(nodesOfTiles((place, width) => (found.get(nameOf(place)) as Buffer).subarray(0, width * HASH_BYTES))),
    );
  }

  private async hashes(generation: number, place: TilePlace, width: number): Promise<Buffer | undefined> {
    const bytes = width * HASH_BYTES;
    const name = `${String(generation)}:${nameOf(place)}`;
    const known = this.full.get(name);
    if (known !== undefined) return known.subarray(0, bytes);
    const found = (await this.tiles.tile(generation, place.level, place.number))?.hashes;
    if (found === undefined || found.length < bytes) return undefined;
    if (found.length === TILE_HASHES * HASH_BYTES) this.full.set(name, found);
    return found.subarray(0, bytes);
  }
}

function nameOf({ level, number }: TilePlace): string {
  return `${String(level)}/${String(number)}`;
}
