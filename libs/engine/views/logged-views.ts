import type { EventsByPosition } from '#kernel/ports/event-log.js';
import type { ChainedStore, FactBatch } from '#kernel/ports/fact-index.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Batch, Document, Find } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { Problem } from '#kernel/problem.js';
import { eventBody, isLeft, leavingBodies } from './event-body.js';

/** A store that can show one state of itself for a while. */
export interface HeldStore extends ChainedStore {
  /** Whatever is read is of one state, that of the first read, until what this returns is called. */
  hold(): () => void;
}

/**
 * Read models beside the log they are made from: what they have left there of an event they read from it. Logs only grow, so what is read
 * is of the state that names it.
 */
export class LoggedViews implements HeldStore {
  readonly schema: ViewSchema;
  readonly identity: string;
  readonly isOlder: boolean;
  protected readonly ofEvents: ReadonlySet<string>;

  constructor(
    protected readonly store: HeldStore,
    private readonly log: EventsByPosition,
  ) {
    ({ schema: this.schema, identity: this.identity, isOlder: this.isOlder } = store);
    this.ofEvents = new Set(store.schema.collections.flatMap(({ name, of }) => (of === 'events' ? [name] : [])));
  }

  apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.store.apply(batch);
  }

  checkpoint(shard: number): Promise<number> {
    return this.store.checkpoint(shard);
  }

  heads(): Promise<ReadonlyMap<number, number>> {
    return this.store.heads();
  }

  between(shard: number, from: number, to: number): AsyncIterable<FactBatch> {
    return this.store.between(shard, from, to);
  }

  hold(): () => void {
    return this.store.hold();
  }

  /** @throws Problem `views-unavailable` where the log is not the one they were made from */
  async get(collection: string, ids: readonly string[]): Promise<readonly Document[]> {
    return this.whole(collection, await this.store.get(collection, ids));
  }

  /** @throws Problem as `get` */
  async find(collection: string, find: Find): Promise<readonly Document[]> {
    return this.whole(collection, await this.store.find(collection, find));
  }

  async close(): Promise<void> {
    await Promise.all([this.store.close(), this.log.close()]);
  }

  private async whole(collection: string, documents: readonly Document[]): Promise<readonly Document[]> {
    if (!this.ofEvents.has(collection)) return documents;
    const left = documents.filter(isLeft).map(({ id }) => Number(id));
    if (left.length === 0) return documents;
    const events = new Map((await this.log.readAt(left)).map((event) => [event.position, event]));
    return documents.map((document) =>
      isLeft(document) ? { ...document, body: eventBody(found(document, events.get(Number(document.id)))) } : document,
    );
  }
}

/** The same for who adds to them: bodies of events are left in the log. */
export class LeavingViews extends LoggedViews {
  override apply(batch: Batch): Promise<'applied' | 'stale'> {
    return this.store.apply({ ...batch, documents: leavingBodies(batch.documents, this.ofEvents) });
  }
}

function found({ fields }: Document, event: RecordedEvent | undefined): RecordedEvent {
  const isThat = event !== undefined && [event.stream, undefined].includes(fields['stream']);
  if (isThat) return event;
  throw new Problem(
    'views-unavailable',
    'the read models were made from another log than there is now, new ones are being built: ask again in a moment',
  );
}
