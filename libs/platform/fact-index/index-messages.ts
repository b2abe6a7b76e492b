import type { CellColumns } from '#kernel/ports/views.js';
import type { SumRequest, ViewSchema } from '#kernel/ports/views-schema.js';

/** A version of the read models as whoever indexes its facts finds it. */
export interface IndexedVersion {
  /** Where its index is, and its batches too unless others keep them. */
  readonly folder: string;
  readonly name: string;
  readonly shared?: SharedVersion;
}

/** A version that several processes keep together. */
export interface SharedVersion {
  readonly name: string;
  /** Of MongoDB; names the database too. */
  readonly uri: string;
  readonly shards: number;
  /** Of the release that made it. */
  readonly schema: ViewSchema;
}

/** Permanent while it is there. */
export function keyOf({ folder, name }: IndexedVersion): string {
  return `${folder} ${name}`;
}

/** What the process works with. */
export interface IndexData {
  /** Of the read models of this release. */
  readonly schema: ViewSchema;
  /** Megabytes of memory that an index may use. */
  readonly memory: number;
  /** Processors that a question may use. */
  readonly threads: number;
  /** A folder that nobody else may open, for the socket at which it is asked. */
  readonly sockets: string;
}

/** What is asked at the socket: all about a version is answered from one state of it for as long as a session lasts. */
export type FactQuestion = {
  /** A number that is used once. */
  readonly session: number;
  readonly version: IndexedVersion;
  /** A position that the state has to reach; undefined: all there is. */
  readonly covering: number | undefined;
} & (
  | { readonly kind: 'sums'; readonly requests: readonly SumRequest[] }
  | { readonly kind: 'firstDay'; readonly series: readonly string[] }
);

/** What sums are answered with: all cells of each request. */
export interface ColumnsTold {
  readonly position: number;
  readonly columns: readonly CellColumns[];
}

/** Told at the socket: nothing more is asked in a session. */
export interface SessionOver {
  readonly session: number;
}

/**
 * What the process is asked by who started it: to take over what a version has, for whoever keeps it or for a question to come, to let go
 * of one that is about to be removed, and how many bytes of memory it has.
 */
export type IndexTask =
  { readonly kind: 'follow' | 'cover' | 'forget'; readonly version: IndexedVersion } | { readonly kind: 'memory' };

/** What it is told: that a version has grown. */
export interface ToldIndex {
  readonly version: IndexedVersion;
}

/** What it says: at which socket it is asked, and why an index does not keep up, a sentence; undefined when all do. */
export type IndexSaid =
  | { readonly kind: 'listens'; readonly socket: string }
  | { readonly kind: 'trouble'; readonly trouble: string | undefined };
