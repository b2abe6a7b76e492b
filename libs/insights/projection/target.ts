import type { RecordedEvent } from '#kernel/event.js';
import type { Batch } from '#kernel/ports/views.js';

/** A target as it was set, with the business day it was recorded on. */
export function targetDocument({ data, position }: RecordedEvent, recorded: number): Batch['documents'][number] {
  const { id, metric } = data as { readonly id: string; readonly metric: string };
  return { collection: 'targets', document: { id, fields: { metric }, body: { ...data, recorded, position } } };
}
