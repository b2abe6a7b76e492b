import type { ViewSchema } from '#kernel/ports/views-schema.js';
import type { AskedSql, SqlTable } from '#kernel/sql-table.js';
import type { IndexedVersion } from '../fact-index/index-messages.js';

/** What a process for statements of strangers works with. */
export interface SqlData {
  readonly version: IndexedVersion;
  /** Of the read models of this release. */
  readonly schema: ViewSchema;
  readonly tables: readonly SqlTable[];
  /** IANA name of the book's. */
  readonly zone: string;
}

/** What it is asked, one after another for one statement: to open, whether the text may run, to take over what there is, to run it. */
export type SqlQuestion =
  | { readonly kind: 'open'; readonly data: SqlData }
  | { readonly kind: 'check'; readonly sql: string }
  | { readonly kind: 'follow'; readonly tables: readonly string[] }
  | SqlTask
  | { readonly kind: 'stop'; readonly run: number }
  | { readonly kind: 'close' };

/** To run a statement, and have its rows as JSON or in a file. */
export type SqlTask = SqlAsked & { readonly run: number; readonly limit: number } & (
    { readonly kind: 'json' } | { readonly kind: 'spool'; readonly file: string }
  );

/** A statement as it is asked of a version. */
export interface SqlAsked extends AskedSql {
  /** The business day that is today. */
  readonly today: number;
}

/** What a statement gave, or that the memory did not do: it may, where no other statement runs beside it. */
export type SqlRan<Outcome> = { readonly short: false; readonly outcome: Outcome } | { readonly short: true };
