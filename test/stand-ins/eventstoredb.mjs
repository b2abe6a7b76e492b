/**
 * A stand-in for EventStoreDB, for tests on machines that cannot run the real one. It speaks the part of its gRPC protocol that the
 * client's append, read and subscribe calls need, from the service definitions generated inside the client's own package, and keeps its
 * events in an SQLite file with fsync before every answer. It is no EventStoreDB: no replication, no projections, no truncation, no
 * deleted streams; its speed says nothing about the real one's. Plain JavaScript, since the generated messages have no types worth the
 * name.
 *
 * `node test/stand-ins/eventstoredb.mjs FILE [PORT[,PORT,PORT]]` prints its ports: the one that is told of faults (see
 * eventstoredb/faults.mjs) first, those that speak gRPC last, one for each node of the cluster.
 */
import { Cluster } from './eventstoredb/cluster.mjs';
import { Faults } from './eventstoredb/faults.mjs';
import { Store } from './eventstoredb/store.mjs';
import { Subscriptions } from './eventstoredb/subscriptions.mjs';

const [file = ':memory:', asked = '0'] = process.argv.slice(2);
const store = new Store(file);
const faults = new Faults();
const subscriptions = new Subscriptions(store);
const cluster = new Cluster(asked.split(',').map(Number), { store, faults, subscriptions });
await cluster.start();
const control = faults.control(store, subscriptions, cluster).listen(0, '127.0.0.1', () => {
  const ports = cluster.members.map(({ port }) => String(port)).join(',');
  process.stdout.write(`eventstoredb stand-in, faults on ${String(control.address().port)}, listens on ${ports}\n`);
});
