/**
 * A stand-in for EventStoreDB, for tests on machines that cannot run the real one. It speaks the part of its gRPC protocol that the
 * client's append, read and subscribe calls need, from the service definitions generated inside the client's own package, and keeps its
 * events in an SQLite file with fsync before every answer. It is no EventStoreDB: no clusters, no projections, no truncation, no
 * deleted streams; its speed says nothing about the real one's. Plain JavaScript, since the generated messages have no types worth the
 * name.
 *
 * `node test/stand-ins/eventstoredb.mjs FILE [PORT]` prints its two ports, the one that is told of faults (see eventstoredb/faults.mjs)
 * first, the one that speaks gRPC last.
 */
import http2 from 'node:http2';
import grpc from '@grpc/grpc-js';
import { Appends } from './eventstoredb/appends.mjs';
import { gossipRead, supportedMethods } from './eventstoredb/cluster.mjs';
import { GossipService, ServerFeaturesService, StreamsService } from './eventstoredb/definitions.mjs';
import { Faults } from './eventstoredb/faults.mjs';
import { Reads } from './eventstoredb/reads.mjs';
import { Store } from './eventstoredb/store.mjs';
import { Subscriptions } from './eventstoredb/subscriptions.mjs';

const [file = ':memory:', asked = '0'] = process.argv.slice(2);
const store = new Store(file);
const faults = new Faults();
const subscriptions = new Subscriptions(store);
const { batchAppend, append } = new Appends(store, faults);
const reads = new Reads(store, faults, subscriptions);
let port = 0;

/** Events are turned into bytes once for all readers; other answers here. */
const serialize = StreamsService.read.responseSerialize;
const readInBytes = {
  ...StreamsService.read,
  responseSerialize: (answer) => (Buffer.isBuffer(answer) ? answer : serialize(answer)),
};

/**
 * Node's HTTP/2 ends a connection whose peer gives up many calls in a short time; the real server does not, and a long load gives up
 * many. The gRPC server passes no such limit on, so it is set where it makes its own server.
 */
const createServer = http2.createServer;
http2.createServer = (options, ...more) =>
  createServer({ ...options, streamResetBurst: 1_000_000, streamResetRate: 1_000_000 }, ...more);

const server = new grpc.Server({
  'grpc.max_receive_message_length': 20_000_000,
  // Node refuses calls beyond this while it has not yet let go of earlier ones; `Reads` has the limit of the real one.
  'grpc.max_concurrent_streams': 1_000_000,
});
server.addService({ ...StreamsService, read: readInBytes }, { batchAppend, append, read: reads.read });
server.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods });
server.addService(GossipService, { read: gossipRead(() => port, faults) });
server.bindAsync(`127.0.0.1:${asked}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
  if (error !== null) throw error;
  port = bound;
  const control = faults.control(subscriptions, reads).listen(0, '127.0.0.1', () => {
    const told = String(control.address().port);
    process.stdout.write(`eventstoredb stand-in, faults on ${told}, listens on ${String(bound)}\n`);
  });
});
