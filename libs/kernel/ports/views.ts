import type { Json } from '../event.js';
import type { Step } from '../step.js';
import type { Row, SumRequest, ViewSchema } from './views-schema.js';

/** A document with the fields it can be found by (declared in the schema) and its body. */
export interface Document {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** What one batch changes: signed facts to add and documents to put (`body` null removes). */
export interface Batch {
  readonly shard: number;
  /** The checkpoint this batch was computed on, and the one it ends at. */
  readonly from: number;
  readonly to: number;
  readonly facts: Iterable<Row>;
  readonly documents: readonly { readonly collection: string; readonly document: Document }[];
}

/** Find by equal fields, `text` contained in a field, and id range; ordered by id. */
export interface Find {
  readonly where?: Readonly<Record<string, string>>;
  readonly contains?: { readonly field: string; readonly text: string };
  readonly after?: string;
  readonly descending?: boolean;
  readonly limit: number;
}

/** One cell: the window it fell in, its group values in the order asked, its sums in the order asked (amounts in millionths). */
export interface Cell {
  readonly window: number;
  readonly group: readonly string[];
  readonly sums: readonly bigint[];
}

/**
 * The cells of one request in columns: a text that many of them have is kept once, and numbers lie in memory one after another. Hundreds of
 * thousands take a fraction of the room and time that as many objects do, also on their way to another process.
 */
export interface CellColumns {
  readonly count: number;
  readonly windows: Int32Array;
  readonly groups: readonly TextColumn[];
  readonly sums: readonly SumColumn[];
}

/** The different texts of a column, and which of them each cell has. */
export interface TextColumn {
  readonly texts: readonly string[];
  readonly at: Uint32Array;
}

/** As they are where one of them does not fit into 64 bits. */
export type SumColumn = BigInt64Array | readonly bigint[];

/** Answers of one state of the facts: all requests' cells, and the smallest position of all shards. */
export interface Sums {
  readonly position: number;
  readonly cells: readonly (readonly Cell[])[];
  /** The same cells, where they are known in columns: see `columnsIn` of `cell-columns.ts`. */
  readonly columns?: readonly CellColumns[];
}

/** What keeps one version of the read models: facts that are only ever added, and documents. */
export interface ViewStore {
  readonly schema: ViewSchema;
  /** Applies the batch exactly once: `'stale'`, and no change, unless the shard's checkpoint equals `from`. */
  apply(batch: Batch): Promise<'applied' | 'stale'>;
  /** The last position applied per shard; 0 for a shard never seen. */
  checkpoint(shard: number): Promise<number>;
  /** The documents of those ids that exist, in any order. */
  get(collection: string, ids: readonly string[]): Promise<readonly Document[]>;
  find(collection: string, find: Find): Promise<readonly Document[]>;
  close(): Promise<void>;
}

/** One version of the read models that can be asked for figures. */
export interface Views extends ViewStore {
  /**
   * Answers all requests from one consistent state; `position` is the smallest checkpoint of all shards in it.
   * @param step called at least before each look at the facts
   */
  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums>;
  /** The earliest valid day of any fact of these series; undefined if there is none. @param step as of `sums` */
  firstDay(series: readonly string[], step?: Step): Promise<number | undefined>;
}

/** Read models whose every fact can be walked through: what `verify` compares. */
export interface AuditableViews extends Views {
  /** Every fact of a series, equal keys added up, zeros left out, ordered by valid day, recorded day, mark, customer, record, dimensions. */
  dump(series: string): AsyncIterable<Row>;
}
