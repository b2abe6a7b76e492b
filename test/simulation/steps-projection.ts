import type { RecordedEvent } from '#kernel/event.js';
import { PARKING } from '#engine/project/parking.js';
import type { Ground, Projection } from '#kernel/projection.js';
import type { Batch } from '#kernel/ports/views.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';

export const SHARDS = 2;
export const KEYS = ['a', 'b', 'c', 'd'];
export const SCHEMA: ViewSchema = { series: [], collections: [...PARKING] };

/** A fact is the step from the value a key had to the one it has: state that is read wrong makes facts that are wrong. */
export class Steps implements Projection<RecordedEvent> {
  readonly schema = SCHEMA;

  decode(event: RecordedEvent): RecordedEvent {
    return event;
  }

  note(): [] {
    return [];
  }

  reset(): void {
    // Nothing is remembered.
  }

  async project(events: readonly RecordedEvent[], views: Ground): Promise<Pick<Batch, 'facts' | 'documents'>> {
    const values = new Map((await views.get('values', KEYS)).map(({ id, body }) => [id, body as number]));
    const facts = events.map(({ key, data }) => {
      const change = (data['value'] as number) - (values.get(key) ?? 0);
      values.set(key, data['value'] as number);
      const place = { series: 's', valid: 0, recorded: 0, record: '', mark: 0, dimensions: [] };
      return { ...place, customer: key, measures: [BigInt(change)] };
    });
    const touched = [...new Set(events.map(({ key }) => key))];
    const documents = touched.map((id) => ({
      collection: 'values',
      document: { id, fields: {}, body: values.get(id) ?? 0 },
    }));
    return { facts, documents };
  }
}
