import type { EventOf } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { recordOfLog } from './of-log.js';

/** Permanent: the stream that tells when a log was gone on with that is not the one that was signed. */
const STREAM = 'heads';

/** Somebody has looked into what is wrong with the log, and goes on with the events that are there; `root` in base64. */
export type HeadAccepted = EventOf<
  'HeadAccepted',
  {
    readonly size: number;
    readonly root: string;
    /** What was wrong, in a sentence. */
    readonly found: string;
  }
>;

/** Records it in front of whatever comes now. */
export function recordAccepted(log: EventLog, data: HeadAccepted['data'], now: Date): Promise<void> {
  return recordOfLog(log, STREAM, { type: 'HeadAccepted', data }, now);
}
