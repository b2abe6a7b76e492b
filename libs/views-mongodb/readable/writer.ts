import type { Batch } from '#kernel/ports/views.js';

/** Writes what a batch comes to in one readable collection. */
export interface ReadableWriter {
  /** Makes what rows are found by. */
  prepare(): Promise<void>;
  /**
   * Batches of a shard come in order, none before the one in front of it is done. The same may come again, and by several at once, also
   * after later ones have been written: it changes nothing then.
   */
  write(batch: Batch): Promise<void>;
  /** Brings up to a day what changes as time passes. */
  refresh?(today: number): Promise<void>;
}
