import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from '@duckdb/node-api';
import type { Row } from '#kernel/ports/views-schema.js';
import { wholeOf } from './column-read.js';
import type { Known } from './known.js';
import { isMeasure, quoted, type Layout } from './layout.js';

/** Rows that are read as they are taken; whoever has them takes them to their end or to none. */
export interface Dump {
  /** @param ask lets each part of them be read, as `Reading.ask` does */
  rows(ask: (work: () => Promise<DuckDBDataChunk | null>) => Promise<DuckDBDataChunk | null>): AsyncIterable<Row>;
}

/**
 * Every fact of a series as one state has it, equal keys added up, zeros left out, in order. All of the file that it takes is read before
 * this resolves: a damaged one is met here.
 */
export async function dumped(connection: DuckDBConnection, layout: Layout, known: Known): Promise<Dump> {
  const { series } = layout;
  const result = await connection.stream(statement(layout, known.factsOf(layout)));
  const first = await result.fetchChunk();
  const rows: Dump['rows'] = async function* (ask) {
    for (
      let chunk: DuckDBDataChunk | null = first;
      chunk !== null && chunk.rowCount > 0;
      chunk = await ask(() => result.fetchChunk())
    )
      for (const row of chunk.getRows()) yield factOf(row, series.name, series.dimensions.length);
  };
  return { rows };
}

/** Ids are added up first, and give way to their texts then: the order is that of texts. */
function statement({ table: { columns } }: Layout, facts: string): string {
  const keys = columns.filter((column) => !isMeasure(column));
  const names = keys.map(({ name }) => quoted(name));
  const measures = columns.filter(isMeasure).map(({ name }) => quoted(name));
  const added = `SELECT ${[...names, ...measures.map((name) => `sum(${name}) AS ${name}`)].join()}
    FROM ${facts} GROUP BY ${names.join()} HAVING ${measures.map((name) => `sum(${name}) <> 0`).join(' OR ')}`;
  const shared = keys.map(({ kind }, i) => (kind === 'shared-text' ? `t${String(i)}` : undefined));
  const texts = shared.map((t, i) =>
    t === undefined ? '' : `JOIN texts ${t} ON ${t}.id = added.${names[i] as string}`,
  );
  const shown = names.map((name, i) => (shared[i] === undefined ? name : `${shared[i]}.text`));
  return `WITH added AS (${added}) SELECT ${[...shown, ...measures].join()} FROM added ${texts.join(' ')}
    ORDER BY ${shown.join()}`;
}

function factOf(
  [valid, recorded, mark, customer, record, ...rest]: readonly DuckDBValue[],
  series: string,
  dimensions: number,
): Row {
  return {
    series,
    valid: Number(valid),
    recorded: Number(recorded),
    mark: Number(mark),
    customer: String(customer),
    record: String(record),
    dimensions: rest.slice(0, dimensions).map(String),
    measures: rest.slice(dimensions).map(wholeOf),
  };
}
