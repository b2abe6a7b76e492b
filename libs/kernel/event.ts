/** A value that JSON can hold; what events and documents are made of. Money and quantities travel as decimal strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

/** What the caller may say about a fact beside its content. Kept in the metadata, never compared by `id-conflict`. */
export interface Envelope {
  readonly emitter?: string;
  readonly correlationId?: string;
  readonly actor?: string;
  /**
   * Since when the caller had known it: RFC 3339 in UTC with milliseconds. The log records it by this time instead of its own; how history
   * gets into a new book, see `needKnownInOrder`.
   */
  readonly knownSince?: string;
  /** Of the request or the event that brought it, after W3C Trace Context. */
  readonly traceparent?: string;
  /** Loaded as history: nobody is told of what it makes of figures. */
  readonly quiet?: true;
}

/** An event as a decider makes it: no clock, no ids of its own. */
export interface NewEvent {
  /** The literal stored name, such as `SaleRecorded`. Permanent: renaming one orphans every stored event of that name. */
  readonly type: string;
  /** The version of `data`'s shape, from 1. */
  readonly schema: number;
  /** When it happened in the business: RFC 3339 in UTC with milliseconds. */
  readonly occurredAt: string;
  /** The customer id, or the stream's name where there is no customer: what shards, so one customer's events stay in order. */
  readonly key: string;
  readonly data: { readonly [field: string]: Json };
}

/** A `NewEvent` on its way into the log. */
export interface PendingEvent extends NewEvent {
  /** UUIDv7. A retry of an append uses the same ids. */
  readonly id: string;
  /** The id the caller gave this fact: claimed within its stream, for ever. */
  readonly claim: string;
  /** Hash of the caller's content, by which a repetition is told from a conflict. */
  readonly hash: string;
  /** The same of what is not personal in it, where something is: stands in its place where that is sealed. Not kept beside it. */
  readonly plainHash?: string;
  readonly envelope: Envelope;
}

/** An event as the log gives it back. */
export interface RecordedEvent extends PendingEvent {
  /** What was personal in it is gone, and its hash is of the rest. Only known where what is sealed is opened. */
  readonly erased?: true;
  readonly stream: string;
  /** 0-based place in its stream. */
  readonly revision: number;
  /** Place in the whole log, from 1, growing, not necessarily without gaps. At most 2^53. */
  readonly position: number;
  /**
   * When the log took it, or since when it was known where its envelope says that: RFC 3339 in UTC with milliseconds. Never decreases with
   * the position where this process is the clock, but after the event that opens a book, which history may follow; in EventStoreDB it is as
   * good as the clock of its server.
   */
  readonly recordedAt: string;
}

/** What an event is without what is in it: enough to know whether it matters. */
export interface EventHead extends Pick<RecordedEvent, 'position' | 'type'> {
  readonly envelope: Pick<Envelope, 'quiet'>;
}

/** An event of a type with data of a shape. Type aliases, rather than interfaces, describe the data: only those are known to be plain JSON. */
export type EventOf<Type extends string, Data> = NewEvent & { readonly type: Type; readonly data: Data };

/** An event by its id and its place. A log that has it there has everything before it as it was when this was noted: logs only grow. */
export type Landmark = Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'position'>;

export function landmarkOf({ position, id, stream, revision }: Landmark): Landmark {
  return { position, id, stream, revision };
}
