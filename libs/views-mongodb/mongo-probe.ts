import type { MongoClient } from 'mongodb';
import { connectTo } from './connection.js';

/** Milliseconds for finding a server, and for its answer. */
const WITHIN = 1_500;

/** Asks the database for a sign of life, on a connection of its own. */
export class MongoProbe {
  private readonly client: MongoClient;

  constructor(uri: string) {
    this.client = connectTo(uri, {
      maxPoolSize: 1,
      serverSelectionTimeoutMS: WITHIN,
      connectTimeoutMS: WITHIN,
      waitQueueTimeoutMS: WITHIN,
      socketTimeoutMS: WITHIN,
    });
  }

  /** Resolves when the server that takes writes has answered. */
  async ask(): Promise<void> {
    await this.client.db().command({ ping: 1 });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
