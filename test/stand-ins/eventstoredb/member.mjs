/** One node of the stand-in's cluster: a port of its own before the log that all of them have. */
import http2 from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';
import { Appends } from './appends.mjs';
import { GossipService, ServerFeaturesService, StreamsService } from './definitions.mjs';
import { gossipRead, supportedMethods } from './gossip.mjs';
import { Reads } from './reads.mjs';

/** Events are turned into bytes once for all readers; other answers here. */
const serialize = StreamsService.read.responseSerialize;
const readInBytes = {
  ...StreamsService.read,
  responseSerialize: (answer) => (Buffer.isBuffer(answer) ? answer : serialize(answer)),
};

/** Of all clients, to all members. */
export const connections = new Set();

/**
 * Node's HTTP/2 ends a connection whose peer gives up many calls in a short time; the real server does not, and a long load gives up
 * many. The gRPC server passes no such limit on, so it is set where it makes its own server.
 */
const createServer = http2.createServer;
http2.createServer = (options, ...more) => {
  const server = createServer({ ...options, streamResetBurst: 1_000_000, streamResetRate: 1_000_000 }, ...more);
  return server.on('session', (session) => {
    connections.add(session);
    session.once('close', () => connections.delete(session));
  });
};

export class Member {
  #cluster;
  #server;
  #waiting = [];
  port;
  alive = false;
  frozen = false;

  /** @param port 0 for any; it keeps the one it gets */
  constructor(cluster, port, { store, faults, subscriptions }) {
    this.#cluster = cluster;
    this.port = port;
    this.faults = faults;
    this.reads = new Reads(store, this, subscriptions);
    this.appends = new Appends(store, this);
  }

  get cluster() {
    return this.#cluster;
  }

  async start() {
    const server = new grpc.Server({
      'grpc.max_receive_message_length': 20_000_000,
      // Node refuses calls beyond this while it has not yet let go of earlier ones; `Reads` has the limit of the real one.
      'grpc.max_concurrent_streams': 1_000_000,
    });
    const { batchAppend, append } = this.appends;
    server.addService({ ...StreamsService, read: readInBytes }, { batchAppend, append, read: this.reads.read });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (call, callback) => this.whenAwake(() => supportedMethods(call, callback)),
    });
    server.addService(GossipService, { read: gossipRead(this) });
    this.port = await bound(server, this.port);
    this.#server = server;
    this.alive = true;
  }

  /** As after kill -9: connections end, and further ones are refused. */
  stop() {
    this.alive = false;
    this.#server.forceShutdown();
  }

  /** Connections stay and are accepted, and nothing is answered until it thaws. */
  freeze() {
    this.frozen = true;
  }

  thaw() {
    this.frozen = false;
    for (const run of this.#waiting.splice(0)) run();
  }

  whenAwake(run) {
    if (this.frozen) this.#waiting.push(run);
    else run();
  }

  /**
   * Why a call is not for this node: an error as gRPC has it, undefined where it is. The leader does everything. Others pass appends on to it,
   * unless the call says that it wants the leader itself.
   */
  refusal(call, { appends }) {
    const { leader } = this.#cluster;
    if (leader === this) return undefined;
    const wantsLeader = call.metadata.get('requires-leader')[0] === 'true';
    if (leader === undefined) return wantsLeader || appends ? notReady() : undefined;
    return wantsLeader ? notLeader(leader) : undefined;
  }
}

async function bound(server, port) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await new Promise((resolve, reject) => {
        const answer = (error, got) => (error === null ? resolve(got) : reject(error));
        server.bindAsync(`127.0.0.1:${String(port)}`, grpc.ServerCredentials.createInsecure(), answer);
      });
    } catch (error) {
      // What was cut off may still be ending.
      if (attempt === 50) throw error;
      await sleep(20);
    }
  }
}

function notReady() {
  return { code: grpc.status.UNAVAILABLE, details: 'Server Is Not Ready', metadata: new grpc.Metadata() };
}

function notLeader({ port }) {
  const metadata = new grpc.Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(port));
  return { code: grpc.status.NOT_FOUND, details: 'Leader info available', metadata };
}
