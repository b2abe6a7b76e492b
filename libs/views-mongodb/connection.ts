import { MongoClient, type MongoClientOptions } from 'mongodb';

/**
 * A client that knows within three seconds that a server is gone without a word, as one behind a broken route or on a machine that was
 * switched off: its monitor asks every second, and what waits for an answer on the old connections is ended then. A server that is only
 * slow answers the monitor, and has half a minute.
 * @param options beside or instead of these
 */
export function connectTo(uri: string, options: MongoClientOptions = {}): MongoClient {
  return new MongoClient(uri, {
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 2_000,
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 30_000,
    ...options,
  });
}
