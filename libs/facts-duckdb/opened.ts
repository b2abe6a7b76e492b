import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { FactChain } from '#kernel/ports/fact-index.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { Connections, type Reading } from './connections.js';
import { Follower } from './follower.js';
import type { Known } from './known.js';
import { Misfit, openIndexFile, removeIndexFile, type Room } from './index-file.js';
import type { Layout } from './layout.js';
import { Netting } from './netting.js';
import { tellsOfDamage } from './troubles.js';

/** What a file of facts is made from, and with what of the machine. */
export interface Source {
  readonly schema: ViewSchema;
  /** The tables of its series, by name. */
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly chain: FactChain;
  readonly room: Room;
  /** Facts of a series from which on they are netted. */
  readonly netFrom: number;
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
  private following: Promise<unknown> = Promise.resolve();
  private reached: number | undefined;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly follower: Follower,
    private readonly netting: Netting,
  ) {
    this.readers = new Connections(instance, follower.known);
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

  private static async open(file: string, source: Source): Promise<Opened> {
    const { schema, chain, room } = source;
    const instance = await openIndexFile(file, { schema, identity: chain.identity }, room);
    try {
      const follower = await Follower.on(await instance.connect(), source);
      const ahead = await follower.shardAhead();
      if (ahead !== undefined) throw new Misfit(`shard ${String(ahead)} is ahead of its chain`);
      return new Opened(instance, follower, new Netting(instance, source.layouts.values(), source.netFrom));
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Takes over what the chain has; the smallest position of its shards. For one caller at a time. @param step called before each batch */
  async follow(step: Step): Promise<number> {
    const following = this.follower.follow(step);
    this.following = following.catch(() => undefined);
    this.reached = await following;
    this.netting.grown(this.follower.takeCount());
    return this.reached;
  }

  /** What it had reached when it last followed; undefined before. */
  get covered(): number | undefined {
    return this.reached;
  }

  idle(): Promise<void> {
    return this.netting.idle();
  }

  /** Everything that is asked of what this gives is of one state. */
  begin(): Promise<Reading> {
    return this.readers.begin();
  }

  /** A connection for whoever closes it before this is closed, and what is known of the facts. */
  async connect(): Promise<{ readonly connection: DuckDBConnection; readonly known: Known }> {
    return { connection: await this.instance.connect(), known: this.follower.known };
  }

  /** Resolves when nothing of the file is open any more: opened twice at a time, it would be damaged. */
  async close(): Promise<void> {
    await this.readers.close();
    await this.following;
    await this.netting.close();
    this.follower.close();
    this.instance.closeSync();
  }
}
