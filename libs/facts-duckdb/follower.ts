import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactChain } from '#kernel/ports/fact-index.js';
import type { Step } from '#kernel/step.js';
import { FactWriter } from './fact-writer.js';
import type { Room } from './index-file.js';
import { followedIn, Known } from './known.js';
import type { Layout } from './layout.js';

/** Facts that are taken over in one transaction: what a commit costs is little beside them. */
const TOGETHER = 200_000;
/** So many of them have room in a megabyte of memory, beside what else is in it. */
const IN_A_MEGABYTE = 800;

interface Ground {
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly chain: FactChain;
  readonly room: Room;
}

/** Takes over into a file what its chain has: batches and how far they reach, whole or not at all. */
export class Follower {
  private readonly writer: FactWriter;
  /** What the transaction under way has; the file has it when that ends. */
  private readonly reached = new Map<number, number>();
  private facts = 0;
  private count = 0;

  private constructor(
    private readonly connection: DuckDBConnection,
    layouts: ReadonlyMap<string, Layout>,
    private readonly chain: FactChain,
    readonly known: Known,
    private readonly followed: Map<number, number>,
    private readonly together: number,
  ) {
    this.writer = new FactWriter(connection, layouts, known);
  }

  /** @param connection for nobody else */
  static async on(connection: DuckDBConnection, { layouts, chain, room }: Ground): Promise<Follower> {
    const known = await Known.of(connection, layouts.values());
    const together = Math.min(TOGETHER, room.memory * IN_A_MEGABYTE);
    return new Follower(connection, layouts, chain, known, await followedIn(connection), together);
  }

  /** A shard of which the file has more than its chain. */
  async shardAhead(): Promise<number | undefined> {
    const heads = await this.chain.heads();
    return [...this.followed].find(([shard, position]) => position > (heads.get(shard) ?? 0))?.[0];
  }

  /** Takes over what the chain has; the smallest position of its shards. For one caller at a time. @param step called before each batch */
  async follow(step: Step): Promise<number> {
    const heads = await this.chain.heads();
    const due = [...heads].filter(([shard, head]) => this.followed.get(shard) !== head);
    try {
      for (const [shard, head] of due) await this.followShard(shard, head, step);
      if (this.reached.size > 0) await this.commit();
    } catch (error) {
      await this.rollback();
      throw error;
    }
    return heads.size === 0 ? 0 : Math.min(...heads.values());
  }

  /** How many facts were taken over since this was asked last. */
  takeCount(): number {
    const count = this.count;
    this.count = 0;
    return count;
  }

  close(): void {
    this.writer.close();
    this.connection.closeSync();
  }

  private async followShard(shard: number, head: number, step: Step): Promise<void> {
    const from = this.followed.get(shard) ?? 0;
    await this.reach(shard, from);
    for await (const batch of this.chain.between(shard, from, head)) {
      step();
      await this.reach(shard, batch.to);
      this.facts += await this.writer.append(batch.facts);
      if (this.facts >= this.together) await this.commit();
    }
  }

  private async reach(shard: number, position: number): Promise<void> {
    if (this.reached.size === 0) await this.connection.run('BEGIN');
    this.reached.set(shard, position);
  }

  private async commit(): Promise<void> {
    await this.writer.finish();
    for (const statement of this.positions()) await this.connection.run(statement);
    await this.connection.run('COMMIT');
    for (const [shard, to] of this.reached) this.followed.set(shard, to);
    this.known.keep(this.followed);
    this.count += this.facts;
    this.begin();
  }

  /** Rows that are there are changed in their place: replacing them takes as long as all the rest of a small transaction. */
  private positions(): readonly string[] {
    const [known, begun] = [true, false].map((isKnown) =>
      [...this.reached].filter(([shard]) => this.followed.has(shard) === isKnown),
    ) as [[number, number][], [number, number][]];
    const cases = known.map(([shard, to]) => `WHEN ${String(shard)} THEN ${String(to)}`).join(' ');
    const shards = known.map(([shard]) => shard).join();
    const rows = begun.map(([shard, to]) => `(${String(shard)}, ${String(to)})`).join();
    return [
      ...(cases === '' ? [] : [`UPDATE followed SET position = CASE shard ${cases} END WHERE shard IN (${shards})`]),
      ...(rows === '' ? [] : [`INSERT INTO followed VALUES ${rows}`]),
    ];
  }

  private async rollback(): Promise<void> {
    this.begin();
    try {
      this.writer.drop();
      await this.connection.run('ROLLBACK');
    } catch {
      // Where even that fails, the file is about to be opened again.
    }
  }

  private begin(): void {
    this.reached.clear();
    this.facts = 0;
  }
}
