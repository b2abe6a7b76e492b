import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';

/** The event that read models end with: it names the log they were made from, as its id is given once for ever. */
export type Head = Pick<RecordedEvent, 'position' | 'id' | 'stream' | 'revision'>;

/** The last event in the journal, which is written with the checkpoint; undefined in read models without any. */
export async function headOf(views: Pick<Views, 'find'>): Promise<Head | undefined> {
  const [last] = await views.find('journal', { descending: true, limit: 1 });
  return last?.body as Head | undefined;
}

/**
 * Whether read models are a fold of a beginning of this log: it has their last event, at the same place. It has not after the restore of an
 * older log, also when that has grown beyond the place since.
 */
export async function isMadeFrom(log: Pick<EventLog, 'readStream'>, views: Pick<Views, 'find'>): Promise<boolean> {
  const head = await headOf(views);
  if (head === undefined) return true;
  const [event] = await log.readStream(head.stream, head.revision);
  return event?.id === head.id && event.position === head.position;
}
