import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** A log that can be put back to an earlier day and grow on from there: positions come again, ids never. */
export class PutBackLog implements Pick<EventLog, 'last' | 'readStream'> {
  readonly events: RecordedEvent[] = [];
  private appended = 0;

  append(stream: string, type: string, data: RecordedEvent['data'] = {}): RecordedEvent {
    const at = '2024-03-01T00:00:00.000Z';
    const event: RecordedEvent = {
      ...{ id: `e${String(++this.appended)}`, type, schema: 1, key: stream, claim: '', hash: '', envelope: {}, data },
      ...{ stream, revision: this.events.filter((one) => one.stream === stream).length },
      ...{ position: this.events.length + 1, recordedAt: at, occurredAt: at },
    };
    this.events.push(event);
    return event;
  }

  /** Keeps so many events of it. */
  putBack(kept: number): void {
    this.events.length = Math.min(kept, this.events.length);
  }

  async last(): Promise<RecordedEvent | undefined> {
    return this.events.at(-1);
  }

  async readStream(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    return this.events.filter((event) => event.stream === stream && event.revision >= fromRevision);
  }
}
