import type { DuckDBConnection } from '@duckdb/node-api';
import type { Kept, Known } from './known.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Layout } from './layout.js';
import { nettedFacts, type Netted } from './netted.js';

/** In one statement, since each takes a while whatever it has to look at. */
const LOOK = `SELECT NULL AS series, shard, position, NULL AS recorded FROM followed
  UNION ALL SELECT series, NULL, up_to, recorded FROM netted WHERE up_to > 0`;

/** What a transaction reads: one state of the facts, and what is known of it. */
export class State {
  private constructor(
    readonly known: Known,
    private readonly followed: ReadonlyMap<number, number>,
    /** Absent where what is known is of another state. */
    private readonly kept: Kept | undefined,
    /** By series; those of which nothing is netted are missing. */
    private readonly netted: ReadonlyMap<string, Netted>,
  ) {}

  /** Begins a transaction that reads. */
  static begin(connection: DuckDBConnection, known: Known): Promise<State> {
    return State.seen(connection, known, `BEGIN TRANSACTION READ ONLY; ${LOOK}`);
  }

  /** The first look of a transaction at the facts: it sees them as they are now from then on. */
  static of(connection: DuckDBConnection, known: Known): Promise<State> {
    return State.seen(connection, known, LOOK);
  }

  private static async seen(connection: DuckDBConnection, known: Known, look: string): Promise<State> {
    const followed = new Map<number, number>();
    const netted = new Map<string, Netted>();
    for (const [series, shard, upTo, recorded] of (await connection.runAndReadAll(look)).getRows())
      if (series === null) followed.set(Number(shard), Number(upTo));
      else netted.set(String(series), { upTo: Number(upTo), recorded: Number(recorded) });
    const kept = areSame(followed, known.kept.followed) ? known.kept : undefined;
    return new State(known, followed, kept, netted);
  }

  /** The smallest position of all shards; 0 where there is none. */
  get position(): number {
    return this.followed.size === 0 ? 0 : Math.min(...this.followed.values());
  }

  /** Facts that answer a request, for a FROM: as few as there are. */
  factsFor(layout: Layout, request: SumRequest): string {
    const netted = this.netted.get(layout.series.name);
    return (netted && nettedFacts(layout, request, netted)) ?? this.known.factsOf(layout);
  }

  /** The earliest day of any fact of some series; undefined where there is none. */
  async firstDay(connection: DuckDBConnection, layouts: readonly Layout[]): Promise<number | undefined> {
    const { kept } = this;
    if (kept !== undefined) return least(layouts.map((layout) => kept.firstDays.get(layout)));
    const days = layouts.map((layout) => `SELECT min(valid) AS day FROM ${this.known.factsOf(layout)}`);
    const found = await connection.runAndReadAll(days.join(' UNION ALL '));
    return least(found.getRows().map(([day]) => (day === null ? undefined : Number(day))));
  }
}

function areSame(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  return one.size === other.size && [...one].every(([shard, position]) => other.get(shard) === position);
}

function least(days: readonly (number | undefined)[]): number | undefined {
  const known = days.filter((day) => day !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
