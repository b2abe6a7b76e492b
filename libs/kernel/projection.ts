import type { RecordedEvent } from './event.js';
import type { Batch, Document, Find, ViewStore } from './ports/views.js';
import type { ViewSchema } from './ports/views-schema.js';

/** What a projection adds to the read models. */
export type Changes = Pick<Batch, 'facts' | 'documents'>;

/** What a projection may ask of the read models it adds to. */
export interface Ground extends Pick<ViewStore, 'get'> {
  /** By equal fields, ids ascending. */
  find(collection: string, find: Pick<Find, 'where' | 'after' | 'limit'>): Promise<readonly Document[]>;
  /**
   * Events of keys of other shards, before a position, that the journal may not have yet: those shards are followed by themselves. Asked before
   * the journal is read, the two together lack none; some may be in both. Absent where there are no other shards.
   */
  elsewhere?(keys: readonly string[], before: number): Promise<readonly RecordedEvent[]>;
}

/**
 * Turns events into facts and documents. Deterministic: the same events on the same views give the same changes, so that a batch
 * whose fate is unknown can be computed again. What is made of events of one key depends on no other key's but on those that earlier events joined
 * it with: of these it depends on what the log has before the event, in whatever shard and however far that is followed.
 */
export interface Projection<Decoded = unknown> {
  readonly schema: ViewSchema;
  /** What an event means; pure. @throws whatever it is that cannot be understood: an unknown type, a newer schema, data of another shape */
  decode(event: RecordedEvent): Decoded;
  /** What is kept of an event even while it cannot be decoded. Never throws. */
  note(event: RecordedEvent): Changes['documents'];
  /** The events are one shard's, in order, all recorded on one business day (`dayOf(recordedAt)`). */
  project(events: readonly Decoded[], ground: Ground): Promise<Changes>;
  /** Forgets what it remembers of the views; called when a batch was not applied. */
  reset(): void;
}
