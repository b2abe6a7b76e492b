import type { CollectionSchema, SeriesSchema } from '#kernel/ports/views-schema.js';

/** Which columns a series has. Dimensions are numbers of the dictionary. */
export interface SeriesLayout {
  readonly schema: SeriesSchema;
  readonly table: string;
  readonly dimensions: readonly string[];
  /** Per measure one column for a count, two for an amount. */
  readonly measures: readonly MeasureColumns[];
  readonly measureColumns: readonly string[];
}

export interface MeasureColumns {
  readonly name: string;
  readonly columns: readonly [string] | readonly [string, string];
}

export const FACT_COLUMNS = ['valid', 'recorded', 'mark', 'customer', 'record'] as const;

export function layoutOf(schema: SeriesSchema): SeriesLayout {
  const measures = Object.entries(schema.measures).map(([name, kind]): MeasureColumns => {
    const column = `m_${name}`;
    return { name, columns: kind === 'amount' ? [`${column}_high`, `${column}_low`] : [column] };
  });
  return {
    schema,
    table: `facts_${schema.name}`,
    dimensions: schema.dimensions.map((name) => `d_${name}`),
    measures,
    measureColumns: measures.flatMap(({ columns }) => columns),
  };
}

export function createSeries(layout: SeriesLayout): string {
  const { table, dimensions, measureColumns } = layout;
  const numbers = [...dimensions, ...measureColumns].map((column) => `${column} INTEGER NOT NULL`).join(', ');
  return `CREATE TABLE ${table} (
    valid INTEGER NOT NULL, recorded INTEGER NOT NULL, mark INTEGER NOT NULL,
    customer TEXT NOT NULL, record TEXT NOT NULL, ${numbers}) STRICT`;
}

export function createCollection({ name, fields }: CollectionSchema): string {
  const columns = fields.map((field) => `f_${field} TEXT NOT NULL,`).join(' ');
  const indexes = fields.map((field) => `CREATE INDEX docs_${name}_by_${field} ON docs_${name} (f_${field}, id);`);
  return `CREATE TABLE docs_${name} (id TEXT PRIMARY KEY, ${columns} body TEXT NOT NULL) STRICT, WITHOUT ROWID; ${indexes.join(' ')}`;
}

/** Sums of every measure column of the rows grouped. */
export function sumsOf(columns: readonly string[]): string {
  return columns.map((column) => `sum(${column})`).join(', ');
}
