/** What callers who ask in SQL see as tables: said by those who know the facts, made by whoever keeps them. */

/** How the facts of a series are shown as a table: a column for each dimension and measure, `day`, `recorded`, `customer` and `record`. */
export interface ShownSeries {
  /** Of the table; the series' own unless given. */
  readonly name?: string;
  readonly money?: ShownMoney;
  /** Further columns: measures added up, or taken away. */
  readonly sums?: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>>;
  /** The `mark` of a fact that has none: the column of the series' mark is a day, or NULL. */
  readonly noMark?: number;
}

/** Which measures are amounts in the base currency, where there was a rate. */
export interface ShownMoney {
  /** The dimension that is '1' where there was one; without one these measures, and sums of them, are NULL. */
  readonly where: string;
  readonly measures: readonly string[];
  /** Columns that show measures where there was none, each in its own currency, and are NULL elsewhere. */
  readonly otherwise?: Readonly<Record<string, string>>;
}

/** Who stands where today, a row each: of facts that move somebody from one part (`from_…`) to another (`to_…`). */
export interface MembersTable {
  readonly name: string;
  readonly series: string;
  /** Of the series: how many moved. */
  readonly measure: string;
  /** Dimensions without `from_` and `to_`; nobody stands where the first of them is empty. */
  readonly parts: readonly string[];
  /** Days by column: the first on which a measure of the series counted. */
  readonly days: Readonly<Record<string, string>>;
}

/** Everything that was recorded, by its envelope: `position`, `type`, `occurred`, `recorded`, `stream`, without content. */
export interface JournalTable {
  readonly name: string;
  /** The collection of documents that has it, one an event, by their positions. */
  readonly collection: string;
}

export type SqlTable =
  | ({ readonly kind: 'facts'; readonly series: string; readonly name: string } & ShownSeries)
  | ({ readonly kind: 'members' } & MembersTable)
  | ({ readonly kind: 'journal' } & JournalTable);

/** A question in SQL. */
export interface AskedSql {
  readonly sql: string;
  /** Values of `$1`, `$2` … in order, or of `$name` by name. */
  readonly params?: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>;
}

export type SqlParameter = string | number | boolean | null;

/** What a column of an answer is; decimals and what JSON's numbers cannot hold come as text. */
export interface SqlColumn {
  readonly name: string;
  readonly type: SqlType;
}

export const SQL_TYPES = ['string', 'integer', 'decimal', 'number', 'boolean', 'date', 'instant', 'json'] as const;
export type SqlType = (typeof SQL_TYPES)[number];
