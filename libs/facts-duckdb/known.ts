import type { DuckDBConnection } from '@duckdb/node-api';
import { Dictionary } from './dictionary.js';
import { quoted, type Layout } from './layout.js';

/**
 * What is known of the facts in a file without a look at them. Of days and wide amounts it may say more than a state has, such as what a
 * transaction that broke off would have brought, never less.
 */
export class Known {
  private readonly days = new Map<Layout, Set<number>>();
  private readonly wide = new Set<Layout>();

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
    return known;
  }

  addDays(layout: Layout, days: Int32Array): void {
    const known = this.days.get(layout) ?? new Set();
    this.days.set(layout, known);
    let before: number | undefined;
    for (const day of days) {
      if (day !== before) known.add(day);
      before = day;
    }
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
