import { DuckDBDataChunk, DuckDBDecimalType, DuckDBDecimalValue, type DuckDBConnection } from '@duckdb/node-api';
import type { Row } from '#kernel/ports/views-schema.js';
import type { Layout } from './layout.js';

/** Rows a chunk of DuckDB holds. */
const CHUNK = 2_048;

/** Appends facts to the tables of their series, column by column; part of whatever transaction the connection is in. */
export class FactWriter {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly layouts: ReadonlyMap<string, Layout>,
  ) {}

  /** @throws Error for a series that the schema does not have */
  async append(facts: Iterable<Row>): Promise<void> {
    for (const [name, rows] of Map.groupBy(facts, ({ series }) => series)) {
      const layout = this.layouts.get(name);
      if (layout === undefined) throw new Error(`no series ${name} in the schema`);
      await this.appendTo(layout, rows);
    }
  }

  private async appendTo({ table, columns }: Layout, rows: readonly Row[]): Promise<void> {
    const appender = await this.connection.createAppender(table);
    try {
      const types = columns.map(({ type }) => type);
      for (let at = 0; at < rows.length; at += CHUNK) {
        const part = rows.slice(at, at + CHUNK);
        const chunk = DuckDBDataChunk.create(types, part.length);
        columns.forEach(({ type, valueOf }, i) => {
          const isDecimal = type instanceof DuckDBDecimalType;
          chunk.setColumnValues(
            i,
            part.map((row) =>
              isDecimal ? new DuckDBDecimalValue(valueOf(row) as bigint, type.width, type.scale) : valueOf(row),
            ),
          );
        });
        appender.appendDataChunk(chunk);
      }
    } finally {
      // Closing hands over what is not yet written.
      appender.closeSync();
    }
  }
}
