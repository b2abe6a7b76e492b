/**
 * A stand-in for EventStoreDB, for tests on machines that cannot run the real one. It speaks the part of its gRPC protocol that the
 * client's append, read and subscribe calls need, from the service definitions generated inside the client's own package, and keeps its
 * events in an SQLite file with fsync before every answer. It is no EventStoreDB: no clusters, no projections, no truncation. Plain
 * JavaScript, since the generated messages have no types worth the name.
 *
 * `node test/stand-ins/eventstoredb.mjs FILE [PORT]` prints its two ports. Tests tell it to misbehave with POST /fault on the first: {"mode": "silent" | "delay" | "half-close" | "none", "ms": 100}, or {"mode": "end-subscriptions" | "die"} once.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import grpc from '@grpc/grpc-js';

const require = createRequire(import.meta.url);
const generated = '@eventstore/db-client/generated/';
const { StreamsService } = require(`${generated}streams_grpc_pb.js`);
const { ServerFeaturesService } = require(`${generated}serverfeatures_grpc_pb.js`);
const streams = require(`${generated}streams_pb.js`);
const shared = require(`${generated}shared_pb.js`);
const status = require(`${generated}status_pb.js`);
const features = require(`${generated}serverfeatures_pb.js`);
const { Any } = require('google-protobuf/google/protobuf/any_pb.js');
const { Empty } = require('google-protobuf/google/protobuf/empty_pb.js');

const [file = ':memory:', port = '0'] = process.argv.slice(2);
let fault = { mode: 'none' };

const db = new DatabaseSync(file);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
db.exec(`CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
  type TEXT NOT NULL, content_type TEXT NOT NULL, metadata BLOB NOT NULL, data BLOB NOT NULL, created TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`);
const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
const lastOf = db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?');
const atRevision = db.prepare('SELECT * FROM events WHERE stream = ? AND revision = ?');
const end = db.prepare('SELECT max(position) AS position FROM events');
if (tail() === 0)
  store(
    '$$$stats',
    '$metadata',
    {
      id: '00000000-0000-0000-0000-000000000001',
      metadata: new Uint8Array(),
      data: new Uint8Array([123, 125]),
      contentType: 'application/json',
    },
    0,
    1_000,
  );

function tail() {
  return end.get().position ?? 0;
}

function store(stream, type, event, revision, position) {
  insert.run(
    position,
    stream,
    revision,
    event.id,
    type,
    event.contentType,
    event.metadata,
    event.data,
    `${String(Date.now())}0000`,
  );
}

/** Positions are byte offsets in the real one: they grow by more than one. */
function append(stream, expected, events) {
  const current = lastOf.get(stream).revision ?? undefined;
  const start = expected === 'none' ? 0 : expected === 'any' ? (current ?? -1) + 1 : expected + 1;
  const repeated = events.map((event, i) => atRevision.get(stream, start + i));
  if (repeated.every((found, i) => found !== undefined && found.id === events[i]?.id)) {
    const last = repeated.at(-1);
    return { revision: last.revision, position: last.position };
  }
  if (expected !== 'any' && (current ?? -1) !== start - 1) return { wrong: true, current };
  db.exec('BEGIN IMMEDIATE');
  let position = tail();
  let revision = start - 1;
  for (const event of events) {
    position += 120 + event.data.length;
    store(stream, event.type ?? '', event, ++revision, position);
  }
  db.exec('COMMIT');
  return { revision, position };
}

function batchAppend(call) {
  const pending = new Map();
  call.on('data', (request) => {
    const correlation = request.getCorrelationId();
    const key = correlation.getString();
    const batch = pending.get(key) ?? { options: request.getOptions(), events: [] };
    pending.set(key, batch);
    for (const message of request.getProposedMessagesList()) batch.events.push(proposed(message));
    if (!request.getIsFinal()) return;
    pending.delete(key);
    misbehave(call, () => call.write(answerBatch(correlation, batch)));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

function proposed(message) {
  const about = message.getMetadataMap();
  return {
    id: message.getId().getString(),
    type: about.get('type'),
    contentType: about.get('content-type'),
    metadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  };
}

function answerBatch(correlation, { options, events }) {
  const identifier = options.getStreamIdentifier();
  const stream = Buffer.from(identifier.getStreamName_asU8()).toString();
  const expected = options.hasNoStream()
    ? 'none'
    : options.hasStreamPosition()
      ? Number(options.getStreamPosition())
      : 'any';
  const response = new streams.BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(identifier);
  const outcome = append(stream, expected, events);
  if ('wrong' in outcome) return response.setError(wrongVersion(outcome.current, expected));
  const position = new shared.AllStreamPosition()
    .setCommitPosition(String(outcome.position))
    .setPreparePosition(String(outcome.position));
  return response.setSuccess(
    new streams.BatchAppendResp.Success().setCurrentRevision(String(outcome.revision)).setPosition(position),
  );
}

function wrongVersion(current, expected) {
  const wrong = new shared.WrongExpectedVersion();
  if (current === undefined) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'none') wrong.setExpectedNoStream(new Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  const details = new Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new status.Status().setCode(6).setMessage('').setDetails(details);
}

const subscriptions = new Set();

function read(call) {
  misbehave(call, () => answerRead(call));
}

function answerRead(call) {
  const options = call.request.getOptions();
  if (options.hasSubscription()) {
    subscribe(call, options);
    return;
  }
  const rows = options.hasStream() ? streamRows(options) : allRows(options);
  if (rows === 'not found') call.write(notFound(options));
  else if (rows === 'bad position') {
    call.emit('error', { code: 2, details: 'Unexpected ReadAllResult: InvalidPosition' });
    return;
  } else for (const row of rows) call.write(eventResponse(row));
  call.end();
}

function streamRows(options) {
  const of = options.getStream();
  const stream = Buffer.from(of.getStreamIdentifier().getStreamName_asU8()).toString();
  if (lastOf.get(stream).revision === null) return 'not found';
  const from = of.hasRevision() ? Number(of.getRevision()) : 0;
  const rows = db.prepare('SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?');
  return rows.all(stream, from, limitOf(options));
}

function allRows(options) {
  const all = options.getAll();
  const backwards = options.getReadDirection() === 1;
  const position = all.hasPosition() ? Number(all.getPosition().getCommitPosition()) : backwards ? tail() + 1 : 0;
  const isBoundary = db.prepare('SELECT 1 FROM events WHERE position = ?').get(position) !== undefined;
  if (all.hasPosition() && !isBoundary && position <= tail()) return 'bad position';
  const sql = backwards
    ? 'SELECT * FROM events WHERE position < ? ORDER BY position DESC LIMIT ?'
    : 'SELECT * FROM events WHERE position >= ? ORDER BY position LIMIT ?';
  return db.prepare(sql).all(position, limitOf(options));
}

function limitOf(options) {
  return Math.min(Number(options.getCount()), 1_000_000_000);
}

function notFound(options) {
  const identifier = options.getStream().getStreamIdentifier();
  return new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier),
  );
}

function eventResponse(row) {
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

function subscribe(call, options) {
  const all = options.getAll();
  const from = all.hasPosition() ? Number(all.getPosition().getCommitPosition()) : all.hasEnd() ? tail() : 0;
  const subscription = { call, sent: from, user: options.hasFilter() };
  const id = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(String(Math.random()));
  call.write(new streams.ReadResp().setConfirmation(id));
  subscriptions.add(subscription);
  call.on('cancelled', () => subscriptions.delete(subscription));
}

/** Pushes what was appended since; every hundredth of a second is soon enough. */
setInterval(() => {
  for (const subscription of subscriptions) {
    const rows = db
      .prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT 500')
      .all(subscription.sent);
    for (const row of rows) {
      subscription.sent = row.position;
      if (!subscription.user || !row.type.startsWith('$')) subscription.call.write(eventResponse(row));
    }
  }
}, 10);

/** Answers, later, never, or by ending the call in the middle. */
function misbehave(call, answer) {
  if (fault.mode === 'silent') return;
  if (fault.mode === 'half-close') call.end();
  else if (fault.mode === 'delay') setTimeout(answer, fault.ms ?? 100);
  else answer();
}

function supportedMethods(_call, callback) {
  const names = ['batchappend', 'append', 'read'];
  const methods = names.map((name) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
  );
  callback(null, new features.SupportedMethods().setEventStoreServerVersion('23.10.0').setMethodsList(methods));
}

const server = new grpc.Server({ 'grpc.max_receive_message_length': 20_000_000 });
server.addService(StreamsService, { batchAppend, read });
server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
  if (error !== null) throw error;
  control.listen(0, '127.0.0.1', () => {
    const faults = String(control.address().port);
    process.stdout.write(`eventstoredb stand-in, faults on ${faults}, listens on ${String(bound)}\n`);
  });
});

const control = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += String(chunk)));
  request.on('end', () => {
    const asked = JSON.parse(text === '' ? '{}' : text);
    if (asked.mode === 'die') process.kill(process.pid, 'SIGKILL');
    else if (asked.mode === 'end-subscriptions') for (const { call } of subscriptions) call.end();
    else fault = asked;
    if (asked.mode === 'end-subscriptions') subscriptions.clear();
    response.end('{}');
  });
});
