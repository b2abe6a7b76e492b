import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { decodeFacts } from '#engine/batch/fact-codec.js';
import type { FactChain } from '#kernel/ports/fact-index.js';
import type { Row, ViewSchema } from '#kernel/ports/views-schema.js';
import { Connections, type Reading } from './connections.js';
import { FactWriter } from './fact-writer.js';
import { Misfit, openIndexFile, removeIndexFile, tellsOfDamage, type Room } from './index-file.js';
import type { Layout } from './layout.js';

/** Facts that are taken over in one transaction: what a commit costs is little beside them, and they fit into memory. */
const TOGETHER = 50_000;

/** What a file of facts is made from, and with what of the machine. */
export interface Source {
  readonly schema: ViewSchema;
  /** The tables of its series, by name. */
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly chain: FactChain;
  readonly room: Room;
}

/** A batch that is read. */
interface Taken {
  readonly shard: number;
  readonly to: number;
  readonly rows: readonly Row[];
}

/** @throws Error for a series that the schema does not have */
export function layoutIn({ layouts }: Source, series: string): Layout {
  const layout = layouts.get(series);
  if (layout === undefined) throw new Error(`no series ${series} in the schema`);
  return layout;
}

/** A file of facts that is open and fits its chain. */
export class Opened {
  private readonly readers: Connections;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly writing: DuckDBConnection,
    private readonly writer: FactWriter,
    private readonly followed: Map<number, number>,
  ) {
    this.readers = new Connections(instance);
  }

  /** Opens the file, or makes it (again) where there is none that fits. */
  static async fitting(file: string, source: Source): Promise<Opened> {
    try {
      return await Opened.open(file, source);
    } catch (error) {
      if (!(error instanceof Misfit) && !tellsOfDamage(error)) throw error;
      await removeIndexFile(file);
      return Opened.open(file, source);
    }
  }

  private static async open(file: string, { schema, layouts, chain, room }: Source): Promise<Opened> {
    const instance = await openIndexFile(file, { schema, identity: chain.identity }, room);
    try {
      const writing = await instance.connect();
      const followed = await positionsIn(writing);
      const heads = await chain.heads();
      for (const [shard, position] of followed)
        if (position > (heads.get(shard) ?? 0)) throw new Misfit(`shard ${String(shard)} is ahead of its chain`);
      return new Opened(instance, writing, new FactWriter(writing, layouts), followed);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Takes over what the chain has; the smallest position of its shards. For one caller at a time. */
  async follow(chain: FactChain): Promise<number> {
    const heads = await chain.heads();
    let taken: Taken[] = [];
    let facts = 0;
    for (const [shard, head] of heads) {
      if (!this.followed.has(shard)) taken.push({ shard, to: 0, rows: [] });
      for await (const batch of chain.between(shard, this.followed.get(shard) ?? 0, head)) {
        const rows = decodeFacts(batch.facts);
        taken.push({ shard, to: batch.to, rows });
        facts += rows.length;
        if (facts < TOGETHER) continue;
        await this.take(taken);
        taken = [];
        facts = 0;
      }
    }
    if (taken.length > 0) await this.take(taken);
    return heads.size === 0 ? 0 : Math.min(...heads.values());
  }

  /** Everything that is asked of what this gives is of one state. */
  begin(): Promise<Reading> {
    return this.readers.begin();
  }

  /** A connection for what is read for long; the caller closes it. */
  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  close(): void {
    this.readers.close();
    this.writing.closeSync();
    this.instance.closeSync();
  }

  /** Batches and how far they reach, whole or not at all. */
  private async take(batches: readonly Taken[]): Promise<void> {
    const reached = new Map(batches.map(({ shard, to }) => [shard, to]));
    await this.writing.run('BEGIN');
    try {
      await this.writer.append(batches.flatMap(({ rows }) => rows));
      for (const [shard, to] of reached)
        await this.writing.run('INSERT OR REPLACE INTO followed VALUES ($1, $2)', [shard, BigInt(to)]);
      await this.writing.run('COMMIT');
    } catch (error) {
      // Where even that fails, the file is about to be opened again.
      await this.writing.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
    for (const [shard, to] of reached) this.followed.set(shard, to);
  }
}

async function positionsIn(connection: DuckDBConnection): Promise<Map<number, number>> {
  const rows = (await connection.runAndReadAll('SELECT shard, position FROM followed')).getRows();
  return new Map(rows.map(([shard, position]) => [Number(shard), Number(position)]));
}
