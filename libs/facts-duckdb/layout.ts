import { BIGINT, DECIMAL, INTEGER, VARCHAR, type DuckDBType } from '@duckdb/node-api';
import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';

/** Of the tables that hold a schema's facts; raised when their shape changes, so that older files are made again. */
export const LAYOUT = 1;

/** Sums of amounts, too: 32 digits before the point. */
const AMOUNT = DECIMAL(38, 6);

/** One column of a series' table, and what of a fact is in it. */
interface Column {
  readonly name: string;
  readonly type: DuckDBType;
  readonly valueOf: (row: Row) => number | string | bigint;
}

/** The table of a series. Days are whole days since 1970-01-01; dimensions are `d_…`, measures `m_…` so that no name of theirs is one of ours. */
export interface Layout {
  readonly series: SeriesSchema;
  readonly table: string;
  readonly columns: readonly Column[];
}

export function layoutOf(series: SeriesSchema): Layout {
  const dimensions = series.dimensions.map((name, i): Column => ({
    name: `d_${name}`,
    type: VARCHAR,
    valueOf: (row) => row.dimensions[i] as string,
  }));
  const measures = Object.entries(series.measures).map(([name, kind], i): Column => ({
    name: `m_${name}`,
    type: kind === 'amount' ? AMOUNT : BIGINT,
    valueOf: (row) => row.measures[i] as bigint,
  }));
  const columns: readonly Column[] = [
    { name: 'valid', type: INTEGER, valueOf: (row) => row.valid },
    { name: 'recorded', type: INTEGER, valueOf: (row) => row.recorded },
    { name: 'mark', type: INTEGER, valueOf: (row) => row.mark },
    { name: 'customer', type: VARCHAR, valueOf: (row) => row.customer },
    { name: 'record', type: VARCHAR, valueOf: (row) => row.record },
    ...dimensions,
    ...measures,
  ];
  return { series, table: `facts_${series.name}`, columns };
}

/** A name in SQL, whatever it is. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function createTable({ table, columns }: Layout): string {
  const declared = columns.map(({ name, type }) => `${quoted(name)} ${type.toString()} NOT NULL`);
  return `CREATE TABLE ${quoted(table)} (${declared.join()})`;
}

/** The column that a request names: a dimension, `customer`, `record`, or `day`. */
export function columnNamed(name: string): string {
  if (name === 'day') return 'valid';
  return name === 'customer' || name === 'record' ? name : quoted(`d_${name}`);
}
