import duckdb, { type Vector } from '@duckdb/node-bindings';
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import { typeOf, type Column, type Table } from './layout.js';

/**
 * Appends rows to a table, whole columns at once, as part of whatever transaction its connection is in. It is for all of them: what DuckDB
 * has allocated for an appender or a chunk is given back when its object is collected, and V8, which knows nothing of that memory, is in no
 * hurry. Made anew for each transaction they came to hundreds of megabytes.
 */
export class TableAppender {
  private readonly chunk: DuckDBDataChunk;
  private readonly columns: readonly { readonly column: Column; readonly vector: Vector }[];

  private constructor(
    private readonly appender: DuckDBAppender,
    { columns }: Table,
  ) {
    const chunk = (this.chunk = DuckDBDataChunk.create(columns.map(typeOf)));
    this.columns = columns.map((column, i) => ({ column, vector: duckdb.data_chunk_get_vector(chunk.chunk, i) }));
  }

  static async on(connection: DuckDBConnection, table: Table): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table.name), table);
  }

  /** @param count of rows, 2,048 at most @param write fills a column with them */
  append(count: number, write: (column: Column, vector: Vector) => void): void {
    this.chunk.reset();
    this.chunk.rowCount = count;
    for (const { column, vector } of this.columns) write(column, vector);
    this.appender.appendDataChunk(this.chunk);
  }

  /** Hands over what is not yet written, so that the transaction can end. */
  flush(): void {
    this.appender.flushSync();
  }

  /** What is not yet written is not to be. */
  clear(): void {
    this.appender.clear();
  }

  /** It takes no more. */
  close(): void {
    this.appender.closeSync();
  }
}
