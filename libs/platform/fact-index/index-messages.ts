import type { MessagePort } from 'node:worker_threads';
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

/** What the thread works with. */
export interface IndexData {
  /** Of the read models of this release. */
  readonly schema: ViewSchema;
  /** Megabytes of memory that an index may use. */
  readonly memory: number;
  /** Processors that a question may use. */
  readonly threads: number;
}

/** What is asked over a port: all about a version is answered from one state of it. */
export type FactQuestion = {
  readonly version: IndexedVersion;
  /** A position that the state has to reach; undefined: all there is. */
  readonly covering: number | undefined;
} & (
  | { readonly kind: 'sums'; readonly requests: readonly SumRequest[] }
  | { readonly kind: 'firstDay'; readonly series: readonly string[] }
);

/**
 * What the thread is asked by who started it: to take over what a version has, for whoever keeps it or for a question to come, and to let
 * go of one that is about to be removed.
 */
export interface IndexTask {
  readonly kind: 'follow' | 'cover' | 'forget';
  readonly version: IndexedVersion;
}

/** What it is told: to answer over a port, and that a version has grown. */
export type ToldIndex =
  { readonly kind: 'port'; readonly port: MessagePort } | { readonly kind: 'grown'; readonly version: IndexedVersion };

/** Why an index does not keep up, a sentence; undefined when all do. */
export interface IndexTrouble {
  readonly trouble: string | undefined;
}
