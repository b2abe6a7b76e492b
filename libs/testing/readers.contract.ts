import { describe, expect, it } from '@jest/globals';
import type { AuditableViews, Batch, Document, Find, Sums, Views } from '#kernel/ports/views.js';
import type { Row, SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';
import { saleRow, SCHEMA } from './random-views.js';
import { viewsContract } from './views.contract.js';

/** Read models that one writes and another one reads beside it. */
export interface WrittenAndRead {
  readonly writer: AuditableViews;
  /** Opened when it is asked for the first time: there must be something to read. */
  reader(): Views;
  /** Removes what they kept. */
  remove(): void;
}

/** Random histories: each has a file or collections of its own. */
const RUNS = 20;

/** The law of whoever only reads read models: that of the Views port for all that it answers, beside a writer that goes on; and it writes nothing. */
export function readersContract(name: string, open: (schema: ViewSchema) => WrittenAndRead): void {
  viewsContract(name, (schema) => new ReadBeside(open(schema)), RUNS);

  describe(`${name}: a reader`, () => {
    it('refuses to write, and has written nothing', async () => {
      const { writer, reader, remove } = open(SCHEMA);
      await writer.apply({ shard: 0, from: 0, to: 1, facts: [saleRow({})], documents: [] });
      const reading = reader();
      const more = { shard: 0, from: 1, to: 2, facts: [saleRow({})], documents: [] };
      await expect(reading.apply(more)).rejects.toThrow(/for reading only|readonly/);
      expect([await writer.checkpoint(0), await reading.checkpoint(0)]).toEqual([1, 1]);
      await reading.close();
      await writer.close();
      remove();
    });
  });
}

/** Both as one: batches go to the writer, questions to the reader. */
class ReadBeside implements AuditableViews {
  private opened: Views | undefined;

  constructor(private readonly both: WrittenAndRead) {}

  get schema(): ViewSchema {
    return this.both.writer.schema;
  }

  apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.both.writer.apply(batch);
  }

  checkpoint(shard: number): Promise<number> {
    return this.reader.checkpoint(shard);
  }

  sums(requests: readonly SumRequest[]): Promise<Sums> {
    return this.reader.sums(requests);
  }

  firstDay(series: readonly string[]): Promise<number | undefined> {
    return this.reader.firstDay(series);
  }

  get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.reader.get(collection, ids);
  }

  find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.reader.find(collection, find);
  }

  /** The port of readers has no such question. */
  dump(series: string): AsyncIterable<Row> {
    return this.both.writer.dump(series);
  }

  async close(): Promise<void> {
    await this.opened?.close();
    await this.both.writer.close();
    this.both.remove();
  }

  private get reader(): Views {
    return (this.opened ??= this.both.reader());
  }
}
