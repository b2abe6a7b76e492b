import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { PARKING } from '#engine/project/parking.js';
import type { Projection } from '#kernel/projection.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

/** Read models that show which events were applied, and how often. */
export const COUNTING_SCHEMA: ViewSchema = {
  series: [{ name: 'seen', dimensions: ['key'], measures: { times: 'count' } }],
  collections: [...PARKING],
};
/** One fact per event, its position as the valid day: an event missed or counted twice shows. Fails on demand, after so many runs. */
export class Counting implements Projection<RecordedEvent> {
  readonly schema = COUNTING_SCHEMA;
  readonly runs: (readonly RecordedEvent[])[] = [];

  constructor(
    private failures = 0,
    private readonly after = 0,
  ) {}

  decode(event: RecordedEvent): RecordedEvent {
    return event;
  }

  note(): [] {
    return [];
  }

  async project(events: readonly RecordedEvent[]) {
    if (events.length > 0 && this.runs.length >= this.after && this.failures-- > 0) throw new Error('not this time');
    if (events.length > 0) this.runs.push(events);
    const facts = events.map(({ position, key }) => {
      return {
        series: 'seen',
        valid: position,
        recorded: 0,
        customer: '',
        record: '',
        mark: 0,
        dimensions: [key],
        measures: [1n],
      };
    });
    return { facts, documents: [] };
  }

  reset(): void {
    // Nothing is remembered.
  }
}

/** Appends so many events, one a stream, of seven keys. */
export async function append(log: EventLog, from: number, count: number): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const about = { type: 'Tested', schema: 1, occurredAt: '2024-01-01T00:00:00.000Z', key: `key-${String(i % 7)}` };
    await log.append(`s-${String(i)}`, 'none', [
      { ...about, id: `e-${String(i)}`, claim: '', hash: '', envelope: {}, data: {} },
    ]);
  }
}
