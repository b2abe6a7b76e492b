import { BIGINT, DECIMAL, INTEGER, VARCHAR, type DuckDBType } from '@duckdb/node-api';
import type { FactColumns, MeasureColumn } from '#engine/batch/fact-columns.js';
import type { SeriesSchema } from '#kernel/ports/views-schema.js';

/** Of the tables that hold a schema's facts; raised when their shape changes, so that older files are made again. */
export const LAYOUT = 4;

/** Amounts of up to 18 digits are read and added up more than ten times as fast as those of 38. Sums have 38 of both. */
const AMOUNT = DECIMAL(18, 6);
const WIDE_AMOUNT = DECIMAL(38, 6);

/** What of a batch's facts is in a column of a table, and how: texts that many facts share are numbers of the table `texts`, others are as they are. */
type Source =
  | { readonly kind: 'day'; readonly of: (facts: FactColumns) => Int32Array }
  | { readonly kind: 'text' | 'shared-text'; readonly of: (facts: FactColumns) => Uint32Array }
  | { readonly kind: 'count' | 'amount' | 'wide-amount'; readonly of: (facts: FactColumns) => MeasureColumn };

export type Column = { readonly name: string } & Source;

/**
 * The table of a series. Days are whole days since 1970-01-01; dimensions are `d_…`, measures `m_…` so that no name of theirs is one of ours.
 */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface Layout {
  readonly series: SeriesSchema;
  readonly table: Table;
  /** The same columns for facts that have an amount of more than 18 digits, of which there are hardly ever any. */
  readonly wide: Table;
  /** What is left of them per day and dimensions (`netting.ts`), where all measures are counts: amounts hardly ever cancel out. */
  readonly net?: Table;
}

export function layoutOf(series: SeriesSchema): Layout {
  const dimensions = series.dimensions.map((name, i): Column => ({
    name: `d_${name}`,
    kind: 'shared-text',
    of: ({ dimensions }) => dimensions[i] as Uint32Array,
  }));
  const measures = Object.entries(series.measures).map(([name, kind], i): Column => ({
    name: `m_${name}`,
    kind,
    of: ({ measures }) => measures[i] as MeasureColumn,
  }));
  const columns: readonly Column[] = [
    { name: 'valid', kind: 'day', of: ({ valid }) => valid },
    { name: 'recorded', kind: 'day', of: ({ recorded }) => recorded },
    { name: 'mark', kind: 'day', of: ({ mark }) => mark },
    { name: 'customer', kind: 'text', of: ({ customer }) => customer },
    { name: 'record', kind: 'text', of: ({ record }) => record },
    ...dimensions,
    ...measures,
  ];
  const isCounted = measures.every(({ kind }) => kind === 'count');
  const widened = columns.map((column): Column =>
    column.kind === 'amount' ? { ...column, kind: 'wide-amount' } : column,
  );
  return {
    series,
    table: { name: `facts_${series.name}`, columns },
    wide: { name: `wide_${series.name}`, columns: widened },
    ...(isCounted && {
      net: { name: `net_${series.name}`, columns: [...columns.slice(0, 1), ...dimensions, ...measures] },
    }),
  };
}

const TYPES: Readonly<Record<Column['kind'], DuckDBType>> = {
  day: INTEGER,
  text: VARCHAR,
  'shared-text': INTEGER,
  count: BIGINT,
  amount: AMOUNT,
  'wide-amount': WIDE_AMOUNT,
};

export function typeOf({ kind }: Column): DuckDBType {
  return TYPES[kind];
}

export function isMeasure({ kind }: Column): boolean {
  return kind === 'count' || kind === 'amount' || kind === 'wide-amount';
}

/** A name in SQL, whatever it is. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function tablesOf({ table, wide, net }: Layout): readonly Table[] {
  return net === undefined ? [table, wide] : [table, wide, net];
}

export function createTable({ name, columns }: Table): string {
  const declared = columns.map((column) => `${quoted(column.name)} ${typeOf(column).toString()} NOT NULL`);
  return `CREATE TABLE ${quoted(name)} (${declared.join()})`;
}

/** Whether what a request names is kept as ids of texts: every dimension is. */
export function isShared(name: string): boolean {
  return !isDay(name) && name !== 'customer' && name !== 'record';
}

/** Whether it is kept as a whole number of days. */
export function isDay(name: string): boolean {
  return name === 'day' || name === 'recorded';
}

/** The column that a request names: a dimension, `customer`, `record`, `recorded`, or `day`. */
export function columnNamed(name: string): string {
  if (isShared(name)) return quoted(`d_${name}`);
  return name === 'day' ? 'valid' : name;
}

export function measureNamed(name: string): string {
  return quoted(`m_${name}`);
}
