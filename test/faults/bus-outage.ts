import type { Broker } from '../stand-ins/kafka-broker.js';
import type { TcpProxy } from './tcp-proxy.js';

/** How a bus is away, and how it is back. */
export interface Outage {
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

type NamedOutage = readonly [name: string, outageOf: (broker: Broker, proxy: TcpProxy) => Outage];

/** Of a broker itself: all who use it share it. */
export const BROKER_OUTAGES: readonly NamedOutage[] = [
  ['whose broker is stopped', (broker) => ({ begin: () => broker.kill('SIGTERM'), end: () => broker.start() })],
  ['whose broker is killed', (broker) => ({ begin: () => broker.kill(), end: () => broker.start() })],
  [
    'whose broker is frozen',
    (broker) => ({ begin: async () => broker.signal('SIGSTOP'), end: async () => broker.signal('SIGCONT') }),
  ],
];

/** Of the way to a broker: who comes through another proxy has none. */
export const WAY_OUTAGES: readonly NamedOutage[] = [
  ['that refuses connections', (_, proxy) => ({ begin: () => proxy.refuse(), end: () => proxy.restore() })],
  ['that resets connections', (_, proxy) => ({ begin: async () => proxy.reset(), end: () => proxy.restore() })],
  ['that nothing comes from', (_, proxy) => ({ begin: async () => proxy.silence(), end: () => proxy.restore() })],
  ['that there is no way to', (_, proxy) => ({ begin: () => proxy.cutOff(), end: () => proxy.restore() })],
];

/** Every kind of outage of a broker that is reached through a proxy. */
export const OUTAGES: readonly NamedOutage[] = [...BROKER_OUTAGES, ...WAY_OUTAGES];
