import type { RecordedEvent } from './event.js';
import type { Projection } from './projection.js';

/** Characters of a reason that are kept. */
const REASON_LIMIT = 500;

/** An event that this release cannot read: a newer one wrote it, or it is damaged. */
export class Undecodable extends Error {
  constructor({ type, schema, position }: RecordedEvent, reason: string) {
    super(`the event ${type} (schema ${String(schema)}) at position ${String(position)} cannot be decoded: ${reason}`);
    this.name = 'Undecodable';
  }
}

/** What an event means to a projection, or why it cannot be decoded. */
export function decode<Decoded>(
  projection: Projection<Decoded>,
  event: RecordedEvent,
): { readonly decoded: Decoded } | { readonly reason: string } {
  try {
    return { decoded: projection.decode(event) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Why an event waits, for whoever looks after it. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, REASON_LIMIT);
}

/** What events mean where each has to be decodable. @throws Undecodable */
export function decodeAll<Decoded>(
  projection: Projection<Decoded>,
  events: readonly RecordedEvent[],
): readonly Decoded[] {
  return events.map((event) => {
    const found = decode(projection, event);
    if ('reason' in found) throw new Undecodable(event, found.reason);
    return found.decoded;
  });
}
