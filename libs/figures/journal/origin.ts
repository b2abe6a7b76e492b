import { isIn } from '#engine/landmarks.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Head } from '#kernel/ports/origins.js';
import type { Views } from '#kernel/ports/views.js';

/** The last event in the journal, which is written with the checkpoint; undefined in read models without any. */
export async function headOf(views: Pick<Views, 'find'>): Promise<Head | undefined> {
  const [last] = await views.find('journal', { descending: true, limit: 1 });
  return last?.body as Head | undefined;
}

/**
 * Whether read models of one shard are a fold of a beginning of this log: it has their last event, at the same place. It has not after the
 * restore of an older log, also when that has grown beyond the place since.
 */
export async function isMadeFrom(log: Pick<EventLog, 'readStream'>, views: Pick<Views, 'find'>): Promise<boolean> {
  const head = await headOf(views);
  return head === undefined || isIn(log, head);
}
