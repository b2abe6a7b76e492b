import { contentHash } from '#kernel/canonical.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventOf } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** Permanent: the stream that tells when a log was gone on with that is not the one that was signed. */
const STREAM = 'heads';

/** Somebody has looked into what is wrong with the log, and goes on with the events that are there; `root` in base64. */
type HeadAccepted = EventOf<
  'HeadAccepted',
  {
    readonly size: number;
    readonly root: string;
    /** What was wrong, in a sentence. */
    readonly found: string;
  }
>;

/** Records it in front of whatever comes now. */
export async function recordAccepted(log: EventLog, data: HeadAccepted['data'], now: Date): Promise<void> {
  const event = {
    type: 'HeadAccepted',
    schema: 1,
    occurredAt: now.toISOString(),
    key: STREAM,
    data,
    id: nextEventId(),
    claim: data.root,
    hash: contentHash(data),
    envelope: {},
  };
  for (;;) {
    const events = await log.readStream(STREAM);
    const { outcome } = await log.append(STREAM, events.at(-1)?.revision ?? 'none', [event]);
    if (outcome === 'appended') return;
  }
}
