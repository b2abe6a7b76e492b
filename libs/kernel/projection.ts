import type { RecordedEvent } from './event.js';
import type { Batch, Views } from './views.port.js';
import type { ViewSchema } from './views.schema.js';

/**
 * Turns events into facts and documents. Deterministic: the same events on the same views give the same changes, so that a batch
 * whose fate is unknown can be computed again.
 */
export interface Projection {
  readonly schema: ViewSchema;
  /** `events` are one shard's, in order, all recorded on one business day (`dayOf(recordedAt)`); `from` is the checkpoint they follow. */
  project(from: number, events: readonly RecordedEvent[], views: Views): Promise<Pick<Batch, 'facts' | 'documents'>>;
  /** Forgets what it remembers of the views; called when a batch was not applied. */
  reset(): void;
}
