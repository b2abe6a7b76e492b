import { MongoClient, type MongoClientOptions } from 'mongodb';

/**
 * The driver's client keeps what it closed when its first attempt to connect failed, and every later call fails on that ("Topology is
 * closed"), for ever. This one forgets it: the next call connects anew.
 */
class LastingClient extends MongoClient {
  override async connect(): Promise<this> {
    try {
      return await super.connect();
    } catch (error) {
      Reflect.set(this, 'topology', undefined);
      throw error;
    }
  }
}

/** For who is asked again himself: what finds no server says so soon, and asks no second time. */
export const ASKED_ONCE: MongoClientOptions = { retryReads: false, serverSelectionTimeoutMS: 1_500 };

/**
 * A client that knows within three seconds that a server is gone without a word, as one behind a broken route or on a machine that was
 * switched off: its monitor asks every second, and what waits for an answer on the old connections is ended then. A server that is only
 * slow answers the monitor, and has half a minute.
 * @param options beside or instead of these
 */
export function connectTo(uri: string, options: MongoClientOptions = {}): MongoClient {
  return new LastingClient(uri, {
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 2_000,
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 30_000,
    ...options,
  });
}
