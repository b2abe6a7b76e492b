import type { Vector } from '@duckdb/node-bindings';
import type { DuckDBConnection } from '@duckdb/node-api';
import { decodeColumns, type FactColumns } from '#engine/batch/fact-columns.js';
import type { Texts } from '#engine/batch/texts.js';
import { unknownIds } from './dictionary.js';
import type { Known } from './known.js';
import type { Column, Layout, Table } from './layout.js';
import { TableAppender } from './table-appender.js';
import { CHUNK, writeDays, writeIds, writeNarrow, writeTexts, writeWide, type Part } from './vector-writer.js';
import { split } from './wide-facts.js';

/** The texts of a batch, and the ids of those that are shared. */
interface BatchTexts {
  readonly texts: Texts;
  readonly ids: Int32Array;
}

/** Appends facts to the tables of their series, whole columns at once; part of whatever transaction the connection is in. */
export class FactWriter {
  /** Of the tables that facts came for. */
  private readonly appenders = new Map<string, TableAppender>();

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly layouts: ReadonlyMap<string, Layout>,
    private readonly known: Known,
  ) {}

  /** @returns how many facts they are @throws Error for a series that the schema does not have */
  async append(encoded: Uint8Array): Promise<number> {
    const { texts, series } = decodeColumns(encoded);
    const all = { texts, ids: unknownIds(texts) };
    let count = 0;
    for (const facts of series) {
      await this.appendTo(this.layout(facts), facts, all);
      count += facts.count;
    }
    return count;
  }

  /** Hands over what is not yet written, so that the transaction can end. */
  async finish(): Promise<void> {
    for (const appender of this.appenders.values()) appender.flush();
    await this.known.texts.store(this.connection);
  }

  /** The transaction is to be rolled back. */
  drop(): void {
    this.known.lose();
    this.close();
  }

  /** What is not handed over is lost. Before the connection is closed. */
  close(): void {
    const open = [...this.appenders.values()];
    this.appenders.clear();
    // All of them first: one that cannot be closed would leave others with rows, which they write when they are collected.
    for (const appender of open) appender.clear();
    for (const appender of open) appender.close();
  }

  private async appendTo(layout: Layout, facts: FactColumns, batch: BatchTexts): Promise<void> {
    this.known.addDays(layout, facts.valid);
    for (const column of layout.table.columns)
      if (column.kind === 'shared-text') this.known.texts.translate(column.of(facts), batch.texts, batch.ids);
    const { narrow, wide } = split(layout, facts);
    await this.write(layout.table, narrow, batch);
    if (wide === undefined) return;
    this.known.addWide(layout);
    await this.write(layout.wide, wide, batch);
  }

  private async write(table: Table, facts: FactColumns, batch: BatchTexts): Promise<void> {
    const appender = this.appenders.get(table.name) ?? (await TableAppender.on(this.connection, table));
    this.appenders.set(table.name, appender);
    for (let from = 0; from < facts.count; from += CHUNK) {
      const part = { from, count: Math.min(CHUNK, facts.count - from) };
      appender.append(part.count, (column, vector) => write(column, vector, facts, part, batch));
    }
  }

  private layout({ series, dimensions, measures }: FactColumns): Layout {
    const layout = this.layouts.get(series);
    if (layout === undefined) throw new Error(`no series ${series} in the schema`);
    const { series: schema } = layout;
    if (schema.dimensions.length !== dimensions.length || Object.keys(schema.measures).length !== measures.length)
      throw new Error(`facts of ${series} that are not as the schema has them`);
    return layout;
  }
}

function write(column: Column, to: Vector, facts: FactColumns, part: Part, { texts, ids }: BatchTexts): void {
  switch (column.kind) {
    case 'day': {
      writeDays(to, column.of(facts), part);
      return;
    }
    case 'text': {
      writeTexts(to, column.of(facts), part, texts);
      return;
    }
    case 'shared-text': {
      writeIds(to, column.of(facts), part, ids);
      return;
    }
    case 'count':
    case 'amount': {
      writeNarrow(to, column.of(facts), part);
      return;
    }
    case 'wide-amount': {
      writeWide(to, column.of(facts), part);
      return;
    }
  }
}
