import type { DuckDBConnection } from '@duckdb/node-api';
import { Dictionary } from './dictionary.js';
import { quoted, type Layout } from './layout.js';

/** What one state of a file has, which its positions name: batches are never changed. */
export interface Kept {
  /** How far each shard is followed. */
  readonly followed: ReadonlyMap<number, number>;
  /** The earliest day of any fact, of the series that have one. */
  readonly firstDays: ReadonlyMap<Layout, number>;
}

/**
 * What is known of the facts in a file without a look at them. Of days and wide amounts it may say more than a state has, such as what a
 * transaction that broke off would have brought, never less.
 */
export class Known {
  private readonly days = new Map<Layout, Set<number>>();
  private readonly wide = new Set<Layout>();
  /** Of the state that the last transaction to end well has left. */
  private last: Kept = { followed: new Map(), firstDays: new Map() };
  /** What the transaction under way adds to that. */
  private readonly firstDays = new Map<Layout, number>();

  private constructor(readonly texts: Dictionary) {}

  static async of(connection: DuckDBConnection, layouts: Iterable<Layout>): Promise<Known> {
    const known = new Known(await Dictionary.of(connection));
    for (const layout of layouts) {
      const wide = await connection.runAndReadAll(`SELECT 1 FROM ${quoted(layout.wide.name)} LIMIT 1`);
      if (wide.currentRowCount > 0) known.wide.add(layout);
      const days = await connection.runAndReadAll(`SELECT DISTINCT valid FROM ${known.factsOf(layout)}`);
      known.addDays(
        layout,
        Int32Array.from(days.getRows(), ([day]) => Number(day)),
      );
    }
    known.keep(await followedIn(connection));
    return known;
  }

  /** The state that the file is in, as far as it is known: it may be ahead of this for a moment. */
  get kept(): Kept {
    return this.last;
  }

  /** The transaction has ended well. @param followed how far each shard is followed by it */
  keep(followed: ReadonlyMap<number, number>): void {
    this.texts.kept();
    const firstDays = new Map(this.last.firstDays);
    for (const [layout, day] of this.firstDays) firstDays.set(layout, Math.min(day, firstDays.get(layout) ?? day));
    this.firstDays.clear();
    this.last = { followed: new Map(followed), firstDays };
  }

  /** It has not. */
  lose(): void {
    this.texts.lost();
    this.firstDays.clear();
  }

  addDays(layout: Layout, days: Int32Array): void {
    const known = this.days.get(layout) ?? new Set();
    this.days.set(layout, known);
    let before: number | undefined;
    let first = this.firstDays.get(layout) ?? Infinity;
    for (const day of days) {
      if (day !== before) known.add(day);
      if (day < first) first = day;
      before = day;
    }
    if (first !== Infinity) this.firstDays.set(layout, first);
  }

  /** Facts of the series have amounts of more than 18 digits from now on. */
  addWide(layout: Layout): void {
    this.wide.add(layout);
  }

  /** The days that have facts of a series, in any order. */
  daysOf(layout: Layout): Iterable<number> {
    return this.days.get(layout) ?? [];
  }

  /** All facts of a series, for a FROM. */
  factsOf(layout: Layout): string {
    const { table, wide } = layout;
    if (!this.wide.has(layout)) return quoted(table.name);
    return `(SELECT * FROM ${quoted(table.name)} UNION ALL SELECT * FROM ${quoted(wide.name)})`;
  }
}

/** How far each shard is followed, in the state of whatever transaction the connection is in. */
export async function followedIn(connection: DuckDBConnection): Promise<Map<number, number>> {
  const rows = (await connection.runAndReadAll('SELECT shard, position FROM followed')).getRows();
  return new Map(rows.map(([shard, position]) => [Number(shard), Number(position)]));
}
