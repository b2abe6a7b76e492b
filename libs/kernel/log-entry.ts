import { hash } from 'node:crypto';
import type { RecordedEvent } from './event.js';
import type { EventTexts } from './ports/append-size.js';

/**
 * What the Merkle tree of a log holds of an event: canonical JSON with all of it, its envelope and its data as SHA-256 (base64url) of the
 * texts that are stored. Permanent: signed heads stand for it.
 * @param index how many events the log has before it
 */
export function logEntry(
  index: number,
  event: Omit<RecordedEvent, keyof EventTexts>,
  { envelope, data }: EventTexts,
): string {
  const { position, stream, revision, id, type, schema, key, occurredAt, recordedAt, claim, hash } = event;
  // In the order of the names, which makes it canonical: to sort them anew takes longer than all of the hashes.
  return JSON.stringify({
    claim,
    data: digestOf(data),
    envelope: digestOfEnvelope(envelope),
    hash,
    id,
    index,
    key,
    occurredAt,
    position,
    recordedAt,
    revision,
    schema,
    stream,
    type,
    v: 1,
  });
}

/** Those of a request are mostly all the same. */
let last = { text: '', digest: digestOf('') };

function digestOfEnvelope(text: string): string {
  if (text !== last.text) last = { text, digest: digestOf(text) };
  return last.digest;
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64url');
}
