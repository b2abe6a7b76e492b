import type { MongoClient } from 'mongodb';
import { ASKED_ONCE, connectTo } from './connection.js';

/** Milliseconds for a connection, and for an answer. */
const WITHIN = 1_500;

/** Asks the database for a sign of life, on a connection of its own. */
export class MongoProbe {
  private readonly client: MongoClient;

  constructor(uri: string) {
    this.client = connectTo(uri, {
      ...ASKED_ONCE,
      maxPoolSize: 1,
      connectTimeoutMS: WITHIN,
      waitQueueTimeoutMS: WITHIN,
      socketTimeoutMS: WITHIN,
    });
  }

  /** Resolves when the server that takes writes has answered. It is asked to read: a ping is answered by one that is no primary, too. */
  async ask(): Promise<void> {
    await this.client.db().collection<{ _id: string }>('registers').findOne({ _id: '' });
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
