import { contentHash } from '#kernel/canonical.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { Envelope, NewEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';

/** What is recorded of a log itself, by whoever opens, makes or copies it. */
type OfLog = Pick<NewEvent, 'type'> & {
  readonly data: NewEvent['data'] & { readonly root: string };
  /** The root that it is about unless it has an id. */
  readonly claim?: string;
  readonly envelope?: Envelope;
};

/** Records it at the end of its stream, whoever else writes there. */
export async function recordOfLog(
  log: Pick<EventLog, 'readStream' | 'append'>,
  stream: string,
  { type, data, claim = data.root, envelope = {} }: OfLog,
  now: Date,
): Promise<void> {
  const event = {
    type,
    schema: 1,
    occurredAt: now.toISOString(),
    key: stream,
    data,
    id: nextEventId(),
    claim,
    hash: contentHash(data),
    envelope,
  };
  for (;;) {
    const events = await log.readStream(stream);
    const { outcome } = await log.append(stream, events.at(-1)?.revision ?? 'none', [event]);
    if (outcome === 'appended') return;
  }
}
