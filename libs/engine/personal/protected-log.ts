import type { PendingEvent, RecordedEvent } from '#kernel/event.js';
import type { Appended, EventLog, ExpectedRevision } from '#kernel/ports/event-log.js';
import { KeyDestroyed, type Keyring, type PersonalKey } from '#kernel/ports/keyring.js';
import { Problem } from '#kernel/problem.js';
import { isSealed, opened, sealed } from './sealed-personal.js';

/** Whose key what is personal in an event of a stream is sealed with. */
export type OwnerOf = (stream: string, event: Pick<PendingEvent, 'key' | 'data'>) => string;

/**
 * A log as those see it who decide by it: what is personal is sealed on its way in, and open in the streams they read. All who pass events
 * on, keep copies of them or prove them have the log itself, and what is sealed in it.
 */
export class ProtectedLog implements EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly keys: Keyring,
    private readonly ownerOf: OwnerOf,
  ) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly PendingEvent[]): Promise<Appended> {
    // Nearly all have nothing personal: those wait for nobody.
    if (events.every(({ data }) => data['personal'] === undefined)) return this.log.append(stream, expected, events);
    return this.log.append(stream, expected, await Promise.all(events.map((event) => this.closed(stream, event))));
  }

  async readStream(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]> {
    const events = await this.log.readStream(stream, fromRevision);
    return Promise.all(events.map((event) => this.open(event)));
  }

  /** As they are kept. */
  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.readAll(after, limit);
  }

  tail(): Promise<number> {
    return this.log.tail();
  }

  /** As it is kept. */
  last(): Promise<RecordedEvent | undefined> {
    return this.log.last();
  }

  onAppend(hint: () => void): () => void {
    return this.log.onAppend(hint);
  }

  /** Whoever opened the log and the keys closes them. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async closed(stream: string, event: PendingEvent): Promise<PendingEvent> {
    const { personal } = event.data;
    if (personal === undefined || isSealed(personal)) return event;
    const { plainHash = event.hash, ...rest } = event;
    const key = await this.keyOf(this.ownerOf(stream, event));
    const place = { id: event.id, stream, type: event.type };
    const hidden = sealed({ personal, hash: event.hash }, place, key);
    return { ...rest, hash: plainHash, data: { ...event.data, personal: hidden } };
  }

  /** @throws Problem `customer-erased` */
  private async keyOf(owner: string): Promise<PersonalKey> {
    try {
      return await this.keys.make(owner);
    } catch (error) {
      if (!(error instanceof KeyDestroyed)) throw error;
      throw new Problem(
        'customer-erased',
        'the customer was erased, and nothing of a person is taken of it any more: send the fact without name, email, phone, attributes, subject, title and note',
      );
    }
  }

  private async open(event: RecordedEvent): Promise<RecordedEvent> {
    const { personal, ...data } = event.data;
    if (!isSealed(personal)) return event;
    const found = await opened(personal, event, this.keys);
    if (found === undefined) return { ...event, data, erased: true };
    return { ...event, hash: found.hash, data: { ...data, personal: found.personal } };
  }
}
