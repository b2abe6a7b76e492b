import { landmarkOf, type Landmark, type RecordedEvent } from '#kernel/event.js';
import { logEntry } from '#kernel/log-entry.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { KeptTile, TileLeaves, TreeTiles } from '#kernel/ports/tree-tiles.js';
import { GrowingTree, type GrownTile } from '#merkle/growing-tree.js';
import { HASH_BYTES, leafHash } from '#merkle/hashes.js';
import { TILE_HASHES, tileWidth } from '#merkle/tiles.js';
import { isIn } from '../landmarks.js';

/** What the tree is followed through. */
export type FollowedLog = Pick<EventLog, 'readAll' | 'readStream'>;

/** Events that are added at a time. */
export const PAGE = 1_000;

/** The tree as it was kept last. */
interface Edge {
  readonly generation: number;
  readonly tree: GrowingTree;
  /** Of the last event in it. */
  readonly last: Landmark | undefined;
  /** Of the events in its last tile of leaves. */
  readonly positions: readonly number[];
}

/**
 * Adds the events of a log to the tree over it, in their order. Whoever does so comes to the same tree, from wherever it was left: one who is
 * killed between two tiles leaves one that is of fewer leaves, since those are put last.
 */
export class TreeGrowth {
  private edge: Edge | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: FollowedLog,
    private readonly tiles: TreeTiles,
  ) {}

  /** Adds what follows. @returns how many events that were: fewer than `PAGE` at the end of the log */
  step(): Promise<number> {
    const taken = this.turn.then(() => this.next());
    this.turn = taken.catch(() => undefined);
    return taken;
  }

  /** Adds all that there is, up to so many pages. */
  async toEnd(pages = Infinity): Promise<void> {
    for (let page = 0; page < pages; page++) if ((await this.step()) < PAGE) return;
  }

  private async next(): Promise<number> {
    const edge = await this.current();
    this.edge = undefined;
    const [reading] = await Promise.allSettled([this.log.readAll(edge.last?.position ?? 0, PAGE)]);
    // Looked at behind the page, which then is of this log too: where it was put back to an earlier day its tree is another one.
    if (edge.last !== undefined && !(await isIn(this.log, edge.last))) {
      await this.tiles.beginAnew(edge.generation);
      return PAGE;
    }
    if (reading.status === 'rejected') throw reading.reason;
    this.edge = await this.added(edge, reading.value);
    return reading.value.length;
  }

  private async added(edge: Edge, events: readonly RecordedEvent[]): Promise<Edge> {
    const end = events.at(-1);
    if (end === undefined) return edge;
    const { generation, tree } = edge;
    const leaves = new Leaves(tree.size, edge.positions);
    for (const event of events) {
      leaves.add(event);
      tree.add(leafHash(logEntry(tree.size, event, textsOf(event))));
    }
    const grown = tree.takeGrown().map((tile) => (tile.level === 0 ? { ...tile, leaves: leaves.of(tile) } : tile));
    await this.tiles.put(generation, grown.toSorted(leavesLast));
    return { generation, tree, last: landmarkOf(end), positions: leaves.open };
  }

  private async current(): Promise<Edge> {
    const generation = await this.tiles.generation();
    return this.edge?.generation === generation ? this.edge : edgeOf(this.tiles, generation);
  }
}

/** As it is kept: tiles above may be of more leaves than there are yet. */
async function edgeOf(tiles: TreeTiles, generation: number): Promise<Edge> {
  const last = await tiles.last(generation);
  if (last === undefined) return { generation, tree: new GrowingTree(), last, positions: [] };
  const size = sizeOf(last);
  const edges: GrownTile[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_HASHES)) {
    const place = { level, number: Math.floor((hashes - 1) / TILE_HASHES) };
    const tile = level === 0 ? last : await tiles.tile(generation, place.level, place.number);
    const bytes = tileWidth(place, size) * HASH_BYTES;
    if (tile === undefined || tile.hashes.length < bytes)
      throw new Error(`the tree over the log lacks the tile ${String(level)}/${String(place.number)}`);
    edges.push({ ...place, hashes: tile.hashes.subarray(0, bytes) });
  }
  const { positions } = last.leaves;
  return {
    generation,
    tree: new GrowingTree(edges),
    last: last.leaves.last,
    positions: positions.length < TILE_HASHES ? positions : [],
  };
}

/** How many leaves there are up to the end of a tile of them. */
export function sizeOf({ number, hashes }: KeptTile): number {
  return number * TILE_HASHES + hashes.length / HASH_BYTES;
}

/** Of what is above the leaves nothing is missing then where these are. */
function leavesLast(one: KeptTile, other: KeptTile): number {
  return other.level - one.level || one.number - other.number;
}

/** Which events the leaves are of that were added, tile by tile. */
class Leaves {
  private readonly tiles = new Map<number, { readonly positions: number[]; last?: Landmark }>();
  /** Of the tile that is added to. */
  private number: number;

  /** @param open positions of the events in the tile that is added to first */
  constructor(size: number, open: readonly number[]) {
    this.number = Math.floor(size / TILE_HASHES);
    this.tiles.set(this.number, { positions: [...open] });
  }

  add(event: RecordedEvent): void {
    let tile = this.tiles.get(this.number);
    if (tile === undefined) this.tiles.set(this.number, (tile = { positions: [] }));
    tile.positions.push(event.position);
    tile.last = landmarkOf(event);
    if (tile.positions.length === TILE_HASHES) this.number++;
  }

  of({ number }: GrownTile): TileLeaves {
    const { positions, last } = this.tiles.get(number) ?? {};
    if (positions === undefined || last === undefined) throw new Error('a tile of leaves has grown without an event');
    return { positions, last };
  }

  /** Positions of the events in the tile that is not full yet. */
  get open(): readonly number[] {
    return this.tiles.get(this.number)?.positions ?? [];
  }
}
