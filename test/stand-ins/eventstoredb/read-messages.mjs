/** What reads and subscriptions are asked with and answered with. */
import { shared, streams } from './definitions.mjs';

/** Of events as they go over the wire, which several readers ask for one after the other. */
const REMEMBERED = 20_000;
const remembered = new Map();

/** An event's answer in bytes: made once for all who read it soon. By its id too, since positions come again where the log was shortened. */
export function eventBytes(row) {
  const known = remembered.get(row.position);
  if (known?.id === row.id) return known.bytes;
  const bytes = Buffer.from(eventAnswer(row).serializeBinary());
  remembered.set(row.position, { id: row.id, bytes });
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value);
  return bytes;
}

function eventAnswer(row) {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(row.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(row.stream)))
    .setStreamRevision(String(row.revision))
    .setPreparePosition(String(row.position))
    .setCommitPosition(String(row.position))
    .setCustomMetadata(row.metadata)
    .setData(row.data);
  event.getMetadataMap().set('type', row.type).set('content-type', row.content_type).set('created', row.created);
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(row.position)),
  );
}

export function notFound(identifier) {
  return new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier),
  );
}

export function confirmation(id) {
  return new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));
}

export function checkpoint(position) {
  return new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
}

export function caughtUp() {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}
