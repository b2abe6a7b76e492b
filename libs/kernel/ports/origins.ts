import type { Landmark } from '../event.js';
import type { ViewSchema } from './views-schema.js';

/** An event of a log, which names that log: an id is given once for ever. */
export type Head = Landmark;

/** What a version of the read models was made by and from. */
export interface Origin {
  /** Of the release that began it. */
  readonly schema: ViewSchema;
  /** An event that the log has, and that nothing in the version lies beyond; undefined while there is nothing in it. */
  readonly head?: Head;
}

/** The origins of all versions, by their names; those of versions that nobody has begun, or an earlier release has, are absent. */
export interface Origins {
  /** Of those named, as far as they are there. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, Origin>>;
  /** A version is begun by a release with this schema; nothing where one was begun under that name. */
  begin(name: string, schema: ViewSchema): Promise<void>;
  /** The version no longer exists. */
  forget(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Where a version cannot be added to and its head moved on in one step: the head moves on before. */
export interface WriteAheadOrigins extends Origins {
  /** Its head moves on from one event to another. @returns false, and no change, where it is neither of them by then */
  move(name: string, from: Head | undefined, to: Head): Promise<boolean>;
}
