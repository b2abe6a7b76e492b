/** What appends are asked with and answered with. */
import grpc from '@grpc/grpc-js';
import { Any, Empty, shared, status, streams } from './definitions.mjs';

/** In bytes, see `sizeOf`. */
const MAX_APPEND = 1_048_576;

/** Of either path's options; the revision is under another name in each. */
export function expectedOf(options, revision) {
  if (options.hasNoStream()) return 'none';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'exists' : Number(revision);
}

export function streamOf(options) {
  return Buffer.from(options.getStreamIdentifier().getStreamName_asU8()).toString();
}

export function proposed(message) {
  const about = message.getMetadataMap();
  return {
    id: message.getId().getString(),
    type: about.get('type') ?? '',
    contentType: about.get('content-type'),
    metadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  };
}

/** Why an append is refused whatever the log holds; undefined if it is not. @param countsAll as KurrentDB 25; EventStoreDB 23.10 counts data */
export function refusalOf(events, countsAll) {
  if (events.some(({ type }) => type === '')) return 'bad request';
  const sizeOf = ({ data, metadata, type }) => data.length + (countsAll ? metadata.length + 2 * type.length : 0);
  return events.reduce((sum, event) => sum + sizeOf(event), 0) > MAX_APPEND ? 'too big' : undefined;
}

export function batchAnswer({ correlation, options, expected }, outcome) {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(options.getStreamIdentifier());
  if (outcome.refusal !== undefined) return response.setError(refused(outcome.refusal));
  if (outcome.wrong) return response.setError(wrongVersionStatus(outcome.current, expected));
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(outcome.revision));
  return response.setSuccess(success.setPosition(placed(new shared.AllStreamPosition(), outcome)));
}

/** In this path a wrong expected version is an answer like any other. */
export function appendAnswer(expected, outcome) {
  if (outcome.wrong) {
    return new streams.AppendResp().setWrongExpectedVersion(wrongVersionAnswer(outcome.current, expected));
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(outcome.revision));
  return new streams.AppendResp().setSuccess(success.setPosition(placed(new streams.AppendResp.Position(), outcome)));
}

/** The gRPC error of a refused append. */
export function appendError(refusal) {
  if (refusal === 'access denied') return denied();
  const metadata = new grpc.Metadata();
  if (refusal === 'too big') {
    metadata.set('exception', 'maximum-append-size-exceeded');
    metadata.set('maximum-append-size', String(MAX_APPEND));
  }
  return { code: grpc.status.INVALID_ARGUMENT, details: refusal, metadata };
}

/** The gRPC error of what somebody has no right to. */
export function denied() {
  const metadata = new grpc.Metadata();
  metadata.set('exception', 'access-denied');
  return { code: grpc.status.PERMISSION_DENIED, details: 'Access Denied', metadata };
}

function placed(position, outcome) {
  return position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position));
}

function refused(refusal) {
  if (refusal === 'access denied') return statusOf(7, 'AccessDenied', new shared.AccessDenied());
  if (refusal === 'Server Is Not Ready') return unready(refusal);
  return refusal === 'too big'
    ? statusOf(3, 'MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND))
    : statusOf(3, 'BadRequest', new shared.BadRequest().setMessage(refusal));
}

function wrongVersionStatus(current, expected) {
  const wrong = new shared.WrongExpectedVersion();
  if (current === undefined) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'none') wrong.setExpectedNoStream(new Empty());
  else if (expected === 'exists') wrong.setExpectedStreamExists(new Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return statusOf(6, 'WrongExpectedVersion', wrong);
}

function wrongVersionAnswer(current, expected) {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected === 'none') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return wrong;
}

/** As the real one has it: without a code, and about nothing. */
function unready(said) {
  const nothing = new Any();
  nothing.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  return new status.Status().setMessage(said).setDetails(nothing);
}

function statusOf(code, name, message) {
  const details = new Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new status.Status().setCode(code).setMessage('').setDetails(details);
}
