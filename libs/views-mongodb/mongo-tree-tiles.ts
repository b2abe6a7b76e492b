import { Binary, type Collection, type Filter, type FindOptions, type MongoClient } from 'mongodb';
import type { KeptTile, LeafTile, TileLeaves, TreeTiles } from '#kernel/ports/tree-tiles.js';
import { isDuplicate } from './duplicates.js';

/** Of which tree. Permanent. */
interface Begun {
  readonly _id: typeof BEGUN;
  readonly generation: number;
}
interface Tile {
  /** `GENERATION:LEVEL/NUMBER`. */
  readonly _id: `${number}:${number}/${number}`;
  readonly generation: number;
  readonly level: number;
  readonly number: number;
  /** How many hashes. */
  readonly width: number;
  readonly hashes: Binary;
  /** Of a tile of leaves: the position of its first event. */
  readonly first?: number;
  readonly leaves?: TileLeaves;
}
type Stored = Begun | Tile;

const BEGUN = 'begun';
const HASH_BYTES = 32;

/** The tiles of the tree over the log of a deployment, a document each, in a collection of its own. */
export class MongoTreeTiles implements TreeTiles {
  private readonly stored: Collection<Stored>;
  private indexed: Promise<unknown> | undefined;

  /** @param name of the collection */
  constructor(
    private readonly client: MongoClient,
    name: string,
  ) {
    this.stored = client.db().collection<Stored>(name, { writeConcern: { w: 'majority' } });
  }

  async generation(): Promise<number> {
    const found = (await this.stored.findOne({ _id: BEGUN })) as Begun | null;
    return found?.generation ?? 0;
  }

  async put(generation: number, tiles: readonly KeptTile[]): Promise<void> {
    await this.index();
    for (const tile of tiles) await this.putOne(toStored(generation, tile));
  }

  async tile(generation: number, level: number, number: number): Promise<KeptTile | undefined> {
    return this.found({ _id: idOf(generation, level, number) });
  }

  async last(generation: number): Promise<LeafTile | undefined> {
    const newest = { sort: { number: -1 } } as const;
    return (await this.found({ generation, level: 0 }, newest)) as LeafTile | undefined;
  }

  async around(generation: number, position: number): Promise<LeafTile | undefined> {
    const nearest = { sort: { first: -1 } } as const;
    const filter = { generation, level: 0, first: { $lte: position } };
    return (await this.found(filter, nearest)) as LeafTile | undefined;
  }

  async beginAnew(after: number): Promise<void> {
    const next = { generation: after + 1 };
    if (after === 0) await this.inserted({ _id: BEGUN, ...next });
    else await this.stored.updateOne({ _id: BEGUN, generation: after }, { $set: next });
    await this.stored.deleteMany({ generation: after, level: { $exists: true } });
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async found(filter: Filter<Stored>, order: FindOptions = {}): Promise<KeptTile | undefined> {
    const found = (await this.stored.findOne(filter, order)) as Tile | null;
    return found === null ? undefined : fromStored(found);
  }

  /** Somebody else may put the same one, or one that has grown further, at any time. */
  private async putOne(tile: Tile): Promise<void> {
    const { _id, width, ...rest } = tile;
    for (;;) {
      const grown = await this.stored.updateOne({ _id, width: { $lt: width } }, { $set: { ...rest, width } });
      if (grown.matchedCount > 0 || (await this.inserted(tile))) return;
      const there = (await this.stored.findOne({ _id })) as Tile | null;
      if (there !== null && there.width >= width) return;
    }
  }

  private async inserted(document: Stored): Promise<boolean> {
    try {
      await this.stored.insertOne(document);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  private index(): Promise<unknown> {
    return (this.indexed ??= Promise.all([
      this.stored.createIndex({ generation: 1, level: 1, number: -1 }),
      this.stored.createIndex({ generation: 1, level: 1, first: -1 }),
    ]).catch((error: unknown) => {
      this.indexed = undefined;
      throw error;
    }));
  }
}

function toStored(generation: number, { level, number, hashes, leaves }: KeptTile): Tile {
  const tile = { generation, level, number, width: hashes.length / HASH_BYTES, hashes: new Binary(hashes) };
  const first = leaves?.positions[0];
  return {
    _id: idOf(generation, level, number),
    ...tile,
    ...(first !== undefined && { first }),
    ...(leaves && { leaves }),
  };
}

function fromStored({ level, number, hashes, leaves }: Tile): KeptTile {
  return { level, number, hashes: Buffer.from(hashes.buffer), ...(leaves && { leaves }) };
}

function idOf(generation: number, level: number, number: number): Tile['_id'] {
  return `${generation}:${level}/${number}`;
}
