import type { EventOf } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { recordOfLog } from './of-log.js';

/** Permanent: the stream that tells when a log was made again from a copy. */
const STREAM = 'restores';

/** The book was made again from a copy of its first events; `root` over them in base64. */
export type BookRestored = EventOf<
  'BookRestored',
  {
    readonly size: number;
    readonly root: string;
    /** Which events there were that are not in it, by their number from 1 on, such as `71-90`: at least these; or `unknown`. */
    readonly lost: string;
  }
>;

/** What figures say of it. */
export interface RestoredShown {
  readonly at: string;
  readonly size: number;
  readonly lost: string;
}

/** Records it behind what was restored. */
export function recordRestored(
  log: Pick<EventLog, 'readStream' | 'append'>,
  data: BookRestored['data'],
  now: Date,
): Promise<void> {
  return recordOfLog(log, STREAM, { type: 'BookRestored', data }, now);
}

/** The same where whoever was killed may have recorded it, of the same events. */
export async function recordRestoredOnce(...[log, data, now]: Parameters<typeof recordRestored>): Promise<void> {
  const last = (await log.readStream(STREAM)).at(-1);
  // One of an earlier restore is among the events that were restored, and tells of fewer.
  if (last?.data['size'] !== data.size) await recordRestored(log, data, now);
}

/** When the book was restored last; undefined where it never was. */
export async function lastRestored(log: Pick<EventLog, 'readStream'>): Promise<RestoredShown | undefined> {
  const last = (await log.readStream(STREAM)).findLast(({ type }) => type === 'BookRestored');
  if (last === undefined) return undefined;
  const { size, lost } = last.data as BookRestored['data'];
  return { at: last.recordedAt, size, lost };
}
