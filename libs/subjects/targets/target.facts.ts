import type { RecordedEvent } from '#kernel/event.js';
import type { Batch } from '#kernel/ports/views.js';
import type { Facts } from '../facts.js';

/** A target is a document of its own; figures are set beside it when they are asked for. */
export const targetFacts: Facts<RecordedEvent> = {
  of: (event) => event,
  fold: () => ({
    fold: async (events, recorded) => ({
      facts: [],
      documents: events.map((event) => targetDocument(event, recorded)),
    }),
    reset: () => undefined,
  }),
};

/** A target as it was set, with the business day it was recorded on. */
function targetDocument({ data, position }: RecordedEvent, recorded: number): Batch['documents'][number] {
  const { id, metric } = data as { readonly id: string; readonly metric: string };
  return { collection: 'targets', document: { id, fields: { metric }, body: { ...data, recorded, position } } };
}
