import type { JournalEvent } from '#client/index.js';

/** A customer that is merged into another. */
export interface Merged {
  readonly merged: string;
  /** As it was named: it may be merged into another itself. */
  readonly into: string;
  readonly at: string;
  /** Absent where none was given, and for who may not read what people write. */
  readonly reason?: string | undefined;
}

/**
 * Who is merged into a customer now, straight or by way of others, in the order they were merged in.
 * @param events of its timeline; each merge may be there for both of its customers
 */
export function mergedNow(id: string, events: readonly JournalEvent[]): readonly Merged[] {
  const merges = new Map<string, Merged>();
  for (const { type, recordedAt: at, data } of events) {
    const { merged, into, reason } = data;
    if (typeof merged !== 'string' || typeof into !== 'string') continue;
    if (type === 'CustomersUnmerged') merges.delete(merged);
    if (type === 'CustomersMerged')
      merges.set(merged, { merged, into, at, reason: typeof reason === 'string' ? reason : undefined });
  }
  const isOf = ({ into }: Merged): boolean => {
    const next = merges.get(into);
    return into === id || (next !== undefined && isOf(next));
  };
  return [...merges.values()].filter(isOf);
}
